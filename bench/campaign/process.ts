/** One process of the campaign: answers each block it is sent with its tally. */
import { type Block, runBlock } from './block.js';

process.on('message', (block: Block) => process.send!(runBlock(block)));
