import { smoke } from './smoke.js';

smoke('firefox');
