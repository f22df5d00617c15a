/// The numbers of other drift tools, reproduced with their faults: for those who move from one and
/// want to see the same verdicts first. Pure functions of the two columns; nothing here decides
/// anything by Leeway's own rule. docs/reference/peers.md lists where the numbers differ from ours.
@NullMarked
package dev.leeway.core.drift.parity;

import org.jspecify.annotations.NullMarked;
