package dev.leeway.app.report;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Counted;

/// What a report says of a check that another tool's rule decided.
final class PeerText {

  private PeerText() {}

  static String of(DriftResult drift) {
    DriftPolicy.Name name = drift.policy().name();
    String text =
        ("%s's rule decides here, not Leeway's: its own score of each distribution against its own"
                + " threshold, with its faults. Effect is Leeway's share of mass moved beyond"
                + " chance. %d of %s drifted.")
            .formatted(
                name.tool(), drift.drifted().size(), Counted.of(drift.columns().size(), "column"));
    if (name == DriftPolicy.Name.EVIDENTLY) {
      return text
          + " From half of them on it says that the data set drifted: here it %s."
              .formatted(drift.dataSetDrifted() ? "does" : "does not");
    }
    return text;
  }
}
