import { smoke } from './smoke.js';

smoke('webkit');
