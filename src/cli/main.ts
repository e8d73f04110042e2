#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';

process.exitCode = await runCommandLine({ argv: process.argv.slice(2), stdout: process.stdout, stderr: process.stderr });
