package dev.leeway.app.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How text files are written.
///
/// @param delimiter between fields; null to find it from the first lines
/// @param header whether the first line names the columns
/// @param names column names where there is no header; empty for `column_1`, `column_2`, …
/// @param missing fields that stand for no value, compared after trimming
/// @param decimalComma whether numbers are written `1,5`
/// @param encoding the characters' encoding; bytes that do not fit are an error
public record CsvFormat(
    @Nullable Character delimiter,
    boolean header,
    List<String> names,
    Set<String> missing,
    boolean decimalComma,
    Charset encoding) {

  /// What stands for no value unless something else is said.
  public static final Set<String> MISSING = Set.of("", "NA", "N/A", "null", "NaN");

  public CsvFormat {
    names = List.copyOf(names);
    missing = Set.copyOf(missing);
  }

  /// UTF-8 with a header, the delimiter found by itself.
  public static CsvFormat standard() {
    return new CsvFormat(null, true, List.of(), MISSING, false, StandardCharsets.UTF_8);
  }
}
