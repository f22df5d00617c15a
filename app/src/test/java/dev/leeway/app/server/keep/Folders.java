package dev.leeway.app.server.keep;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.RowAppender;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Makes folders as a server leaves them.
public final class Folders {

  static final ModelSchema SCHEMA =
      new ModelSchema(
          new Schema(
              List.of(
                  new ColumnSpec("income", Kind.NUMERIC, Role.FEATURE, "numbers"),
                  new ColumnSpec("repaid", Kind.CATEGORICAL, Role.LABEL, "given"))),
          Map.of("income", PhysicalType.NUMBER, "repaid", PhysicalType.TEXT));

  private Folders() {}

  /// A folder with the model `credit`, three rows of version `1` (and one of `2` if wanted), a
  /// label, a reference, and three records in the log, of which two are in the database.
  public static void make(Path data, boolean second) throws Exception {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    try (Store store = Store.open(data, 200_000_000)) {
      store.write(session -> {
        int model = session.catalog().keep("credit", "{\"label\":\"repaid\"}", now);
        session.labels().create(model);
        for (String name : second ? List.of("1", "2") : List.of("1")) {
          int version = session.catalog().add(model, name, now).number();
          session.catalog().setReference(version, "references/credit.csv", 10, SCHEMA, now);
          session.predictions().create(version, SCHEMA);
          int rows = name.equals("1") ? 3 : 1;
          try (RowAppender appender = session.predictions().appender(version, SCHEMA)) {
            for (int row = 0; row < rows; row++) {
              appender.add(batch(rows), row, 0, 7);
            }
          }
        }
        session
            .labels()
            .add(model, new LabelBatch(List.of("r1"), List.of("yes"), new long[] {2}), 9);
        session.progress().applied(2);
      });
    }
    try (SegmentLog log = SegmentLog.open(data.resolve(DataFolder.LOG), LogOptions.DEFAULT)) {
      for (int record = 0; record < 3; record++) {
        log.append((byte) 1, new byte[] {1, 2, 3}).await();
      }
    }
    Files.createDirectories(data.resolve("references"));
    Files.writeString(data.resolve("references/credit.csv"), "income,repaid\n1,yes\n");
  }

  private static PredictionBatch batch(int rows) {
    List<String> ids = List.of("r0", "r1", "r2").subList(0, rows);
    return new PredictionBatch(
        ids,
        ids.stream().map(id -> "1").toList(),
        Arrays.copyOf(new long[] {0, 1, 2_000_000}, rows),
        new Batch(List.of("income"), List.of(NumericData.of(new double[rows])), rows));
  }
}
