package dev.leeway.app.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Statements on one connection, with failures as [StoreException].
final class Sql {

  /// Makes a value of the current row.
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// Looks at the current row.
  @FunctionalInterface
  interface Visitor {
    void at(ResultSet row) throws SQLException;
  }

  private final DuckDBConnection connection;

  Sql(DuckDBConnection connection) {
    this.connection = connection;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /// A statement without parameters.
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /// A change.
  ///
  /// @return the number of rows changed
  int update(String sql, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.of(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /// Reads rows without keeping them.
  void each(String sql, Visitor row, @Nullable Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          row.at(result);
        }
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
    return list(sql, row, parameters).stream().findFirst();
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int at = 0; at < parameters.length; at++) {
      Object value = parameters[at];
      if (value instanceof byte[] bytes) {
        statement.setBytes(at + 1, bytes);
      } else {
        statement.setObject(at + 1, value);
      }
    }
  }

  static StoreException failed(String what, SQLException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new StoreException("the store failed: " + reason + " (" + what + ")", cause);
  }

  /// A name as SQL writes it.
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A text as SQL writes it.
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
