//! The command line.

mod command_line;
mod fixing_files;
