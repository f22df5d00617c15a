package dev.leeway.app.server.ingest;

import dev.leeway.app.server.ingest.RowFields.Field;
import dev.leeway.app.server.ingest.RowFields.Kind;
import dev.leeway.app.server.ingest.RowValues.Written;
import dev.leeway.app.table.CellText;
import dev.leeway.app.table.CsvText;
import dev.leeway.app.table.DataException;
import dev.leeway.app.table.ParquetTable;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads rows from CSV and from Parquet, whose columns have names.
final class TableRows {

  /// What the command line may be told, and a request may not.
  private static final String OPTIONS = "; (give|leave it out by) --.*$";

  private TableRows() {}

  static void csv(InputStream body, RowFields fields, Limits limits) throws IOException {
    InputStreamReader text =
        new InputStreamReader(
            body,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      CsvText.read("body", text, limits.columns(), new CsvFields(fields));
    } catch (CharacterCodingException e) {
      throw new MalformedBodyException(
          "the body is not written in UTF-8, below row %d".formatted(fields.ledger().rows()));
    } catch (DataException e) {
      throw refused(e, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException refused(DataException e, String message) {
    return e.isTooMuch()
        ? new TooLargeException(message)
        : new MalformedBodyException(message.replaceAll(OPTIONS, ""));
  }

  private static final class CsvFields implements CsvText.Rows {

    private final RowFields fields;
    private final RowValues values;
    private Field[] columns = {};
    private boolean begun;

    CsvFields(RowFields fields) {
      this.fields = fields;
      this.values = fields.values();
    }

    @Override
    public void names(List<String> names) {
      List<String> plain = new ArrayList<>(names);
      if (!plain.isEmpty() && plain.get(0).startsWith("\ufeff")) {
        plain.set(0, plain.get(0).substring(1));
      }
      columns = fields.columns(plain).toArray(Field[]::new);
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length) {
      if (!begun) {
        begun = true;
        values.begin();
      }
      Field field = columns[index];
      if (length > 0) {
        values.set(field, Written.STRING, buffer, offset, length);
      } else {
        values.setMissing(field);
      }
    }

    @Override
    public void endRow() {
      begun = false;
      values.end();
    }
  }

  /// The cells of a Parquet file, which are columns already.
  ///
  /// @return the columns of the rows that are kept
  static Batch parquet(InputStream body, RowFields fields, Limits limits) throws IOException {
    Path file = Files.createTempFile("leeway-", ".parquet");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        body.transferTo(out);
      }
      Set<String> found = new HashSet<>();
      ParquetTable.Columns table =
          ParquetTable.read(
              file,
              fields.types(found),
              found,
              limits.columns(),
              limits.rows(),
              limits.decodedBytes());
      table.leftOut().forEach(fields.ledger()::unknown);
      return new ParquetRows(table, fields).read();
    } catch (DataException e) {
      throw refused(e, String.valueOf(e.getMessage()).replace(file.toString(), "body"));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static final class ParquetRows {

    private final Batch batch;
    private final Set<String> datetimes;
    private final RowFields fields;
    private final RowValues values;
    private final List<Field> columns;

    ParquetRows(ParquetTable.Columns table, RowFields fields) {
      this.batch = table.table().batch();
      this.datetimes = table.table().datetimes();
      this.fields = fields;
      this.values = fields.values();
      this.columns = fields.columns(batch.names());
    }

    Batch read() {
      BitSet kept = new BitSet();
      List<ColumnData> data = batch.columns().stream().map(TableRows::withoutNan).toList();
      for (int row = 0; row < batch.rows(); row++) {
        values.begin();
        for (int at = 0; at < columns.size(); at++) {
          check(at, row);
        }
        kept.set(row, values.end());
      }
      Batch all = fields.named(columns, data, batch.rows());
      return kept.cardinality() == all.rows() ? all : all.select(kept);
    }

    private void check(int at, int row) {
      Field field = columns.get(at);
      switch (batch.columns().get(at)) {
        case TextData text -> {
          int code = text.codes()[row];
          if (code == TextData.MISSING) {
            values.setMissing(field);
          } else {
            text(field, text.dictionary().get(code));
          }
        }
        case NumericData numbers -> {
          double value = numbers.values()[row];
          if (numbers.isMissing(row)) {
            values.setMissing(field);
          } else if (field.kind() == Kind.TIME) {
            boolean datetime = datetimes.contains(batch.names().get(at));
            values.setTime(
                field,
                datetime ? CellText.ofSeconds(value) : CellText.micros(value),
                String.valueOf(value));
          } else {
            values.check(
                field, value, numbers.isUnreadable(row) ? "no number" : String.valueOf(value));
          }
        }
      }
    }

    private void text(Field field, String value) {
      char[] characters = value.toCharArray();
      switch (field.kind()) {
        case ID, VERSION, TIME ->
            values.set(field, Written.STRING, characters, 0, characters.length);
        case SCORE, LATENCY, ANSWER, CELL -> {
          if (!values.isTooLong(field, value.length())) {
            double number = CellText.number(characters, 0, characters.length);
            values.check(field, number, Words.shown(value));
          }
        }
        case FEATURES, SEGMENTS, SCORES, UNKNOWN -> {}
      }
    }
  }

  /// NaN stands for no value, as in the other formats.
  private static ColumnData withoutNan(ColumnData column) {
    if (column instanceof NumericData numbers) {
      BitSet missing = new BitSet();
      BitSet unreadable = new BitSet();
      for (int row = 0; row < numbers.size(); row++) {
        unreadable.set(row, numbers.isUnreadable(row));
        missing.set(row, Double.isNaN(numbers.values()[row]) && !numbers.isUnreadable(row));
      }
      return new NumericData(
          numbers.values(),
          numbers.size(),
          missing.isEmpty() ? null : missing,
          unreadable.isEmpty() ? null : unreadable);
    }
    TextData text = (TextData) column;
    int nan = text.dictionary().indexOf("NaN");
    int[] codes = new int[text.size()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = text.codes()[row] == nan ? TextData.MISSING : text.codes()[row];
    }
    return new TextData(codes, codes.length, text.dictionary());
  }
}
