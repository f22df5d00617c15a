package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.ingest.RowFields.Field;
import dev.leeway.app.server.ingest.RowFields.Kind;
import dev.leeway.app.server.ingest.RowValues.Written;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.core.profile.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rows of a request to a model and its response: KServe's V1 protocol (`instances` and
/// `predictions`), and the Open Inference Protocol, which is V2 (`inputs` and `outputs`).
///
/// A row without names is taken as the model's features in order. The row's id is that of the
/// exchange, with `-` and the row's number behind it where there are several rows.
final class InferenceRows {

  /// Tensors that are not in the JSON.
  static final class BinaryTensorsException extends RuntimeException {
    BinaryTensorsException(String message) {
      super(message);
    }
  }

  private static final Set<String> ANSWERS =
      Set.of("predict", "prediction", "predictions", "label", "class", "output_label");
  private static final Set<String> SCORES =
      Set.of(
          "predict_proba", "probabilities", "probability", "score", "scores", "output_probability");

  /// One side of the exchange, by row.
  private interface Side {
    int rows();

    void put(int row);
  }

  private final RowFields fields;
  private final RowValues values;
  private final List<Field> features;
  private final List<Field> scores;
  private final Field answer;
  private final Map<String, Field> inputs = new HashMap<>();
  private final Map<String, Field> outputs = new HashMap<>();

  private InferenceRows(RowFields fields) {
    this.fields = fields;
    this.values = fields.values();
    this.features = fields.features();
    this.scores = fields.scores();
    this.answer = fields.answer();
  }

  /// @throws MalformedBodyException if one of both cannot be read, or they do not fit
  static Received<PredictionBatch> read(
      CloudEvent.Exchange exchange, ModelSchema schema, String defaultVersion, Limits limits) {
    JsonValue.Fields request = body(exchange.request(), "inputs", limits);
    JsonValue.Fields response = body(exchange.response(), "outputs", limits);
    String version =
        exchange
            .response()
            .version()
            .or(exchange.request()::version)
            .or(() -> response.text("model_version"))
            .filter(given -> !given.isBlank() && given.length() <= limits.idLength())
            .orElse(defaultVersion);
    RowLedger ledger = new RowLedger(version, exchange.request().time(), limits, true);
    RowFields fields = RowFields.ofPredictions(schema, ledger, limits);
    new InferenceRows(fields).read(exchange.request().key().id(), request, response);
    return PredictionReader.received(fields.values().batch(), ledger);
  }

  private static JsonValue.Fields body(CloudEvent event, String tensors, Limits limits) {
    JsonValue.First first = JsonValue.parseFirst(event.data(), limits);
    if (!(first.value() instanceof JsonValue.Fields fields)) {
      throw new MalformedBodyException(
          "the body is %s; expected an object".formatted(first.value().words()));
    }
    // says so if its tensors are what follows
    fields.items(tensors).orElse(List.of()).forEach(Tensor::of);
    if (first.more()) {
      throw new MalformedBodyException("the body goes on after the end of its JSON");
    }
    return fields;
  }

  private void read(String id, JsonValue.Fields request, JsonValue.Fields response) {
    Side asked =
        request
            .items("instances")
            .<Side>map(Instances::new)
            .or(() -> request.items("inputs").map(Inputs::new))
            .orElseThrow(
                () -> new MalformedBodyException("the request has neither instances nor inputs"));
    Side said =
        response
            .items("predictions")
            .<Side>map(Predictions::new)
            .or(() -> response.items("outputs").map(Outputs::new))
            .orElseThrow(() ->
                new MalformedBodyException("the response has neither predictions nor outputs"));
    if (asked.rows() != said.rows()) {
      throw new MalformedBodyException(
          "the response has %d rows; expected %d, as in the request"
              .formatted(said.rows(), asked.rows()));
    }
    Field name = fields.named("id");
    for (int row = 0; row < asked.rows(); row++) {
      values.begin();
      set(name, new JsonValue.Text(asked.rows() == 1 ? id : id + "-" + row));
      asked.put(row);
      said.put(row);
      values.end();
    }
  }

  private void set(Field field, JsonValue value) {
    switch (value) {
      case JsonValue.Nothing ignored -> values.setMissing(field);
      case JsonValue.Text text -> set(field, Written.STRING, text.value());
      case JsonValue.Digits digits -> set(field, Written.NUMBER, digits.value());
      case JsonValue.Truth truth -> set(field, Written.TRUTH, String.valueOf(truth.value()));
      case JsonValue.Items items -> {
        if (items.values().size() == 1 && !(items.values().get(0) instanceof JsonValue.Items)) {
          set(field, items.values().get(0));
        } else {
          nested(field, value);
        }
      }
      case JsonValue.Fields ignored -> nested(field, value);
    }
  }

  private void nested(Field field, JsonValue value) {
    if (field.kind() != Kind.UNKNOWN) {
      values.setNested(field, value.words());
    }
  }

  private void set(Field field, Written written, String value) {
    values.set(field, written, value.toCharArray(), 0, value.length());
  }

  /// Values without names.
  private void inOrder(String where, List<Field> columns, List<JsonValue> values) {
    if (values.size() != columns.size()) {
      fields
          .ledger()
          .reject(
              where,
              "holds %s; expected %d, of %s"
                  .formatted(
                      Counted.of(values.size(), "value"),
                      columns.size(),
                      String.join(", ", columns.stream().map(Field::name).toList())));
      return;
    }
    for (int at = 0; at < values.size(); at++) {
      set(columns.get(at), values.get(at));
    }
  }

  private Field input(String within, String name) {
    return inputs.computeIfAbsent(name, given -> fields.input(within, given));
  }

  /// V1: rows as lists, objects or single values.
  private final class Instances implements Side {
    private final List<JsonValue> instances;

    Instances(List<JsonValue> instances) {
      this.instances = instances;
    }

    @Override
    public int rows() {
      return instances.size();
    }

    @Override
    public void put(int row) {
      switch (instances.get(row)) {
        case JsonValue.Fields named ->
            named.values().forEach((name, value) -> set(input("instances", name), value));
        case JsonValue.Items items -> inOrder("instances", features, items.values());
        case JsonValue single -> inOrder("instances", features, List.of(single));
      }
    }
  }

  private static List<Tensor> tensors(List<JsonValue> values) {
    List<Tensor> tensors = values.stream().map(Tensor::of).toList();
    if (tensors.stream().anyMatch(tensor -> tensor.rows() != tensors.get(0).rows())) {
      throw new MalformedBodyException("tensors have different numbers of rows");
    }
    return tensors;
  }

  /// V2: a tensor for each column, or one for all features in order.
  private final class Inputs implements Side {
    private final List<Tensor> tensors;
    private final boolean inOrder;

    Inputs(List<JsonValue> values) {
      this.tensors = tensors(values);
      this.inOrder =
          tensors.size() == 1
              && (tensors.get(0).width() > 1 || features.size() == 1)
              && features.stream()
                  .noneMatch(field -> tensors.get(0).name().equals(field.columnName()));
    }

    @Override
    public int rows() {
      return tensors.isEmpty() ? 0 : tensors.get(0).rows();
    }

    @Override
    public void put(int row) {
      for (Tensor tensor : tensors) {
        if (inOrder) {
          inOrder("inputs", features, tensor.row(row));
        } else {
          set(input("inputs", tensor.name()), value(tensor, row));
        }
      }
    }

    private JsonValue value(Tensor tensor, int row) {
      return tensor.width() == 1 ? tensor.row(row).get(0) : new JsonValue.Items(tensor.row(row));
    }
  }

  /// An answer: one value, or as many as there are score columns.
  private void answer(String where, JsonValue value) {
    if (value instanceof JsonValue.Items items && items.values().size() != 1) {
      inOrder(where, scores, items.values());
    } else {
      set(answer, value);
    }
  }

  /// What an output is by its name.
  private Optional<Field> output(String name) {
    Optional<Field> column =
        answer.kind() != Kind.UNKNOWN && name.equals(answer.columnName())
            ? Optional.of(answer)
            : scores.stream().filter(field -> name.equals(field.columnName())).findFirst();
    return column.or(() -> {
      if (ANSWERS.contains(name)) {
        return Optional.of(answer);
      }
      return SCORES.contains(name) && scores.size() == 1
          ? Optional.of(scores.get(0))
          : Optional.empty();
    });
  }

  /// V1: classes, numbers, lists of scores, or objects with names for them.
  private final class Predictions implements Side {
    private final List<JsonValue> predictions;

    Predictions(List<JsonValue> predictions) {
      this.predictions = predictions;
    }

    @Override
    public int rows() {
      return predictions.size();
    }

    @Override
    public void put(int row) {
      if (predictions.get(row) instanceof JsonValue.Fields named) {
        named.values().forEach(this::put);
      } else {
        answer("predictions", predictions.get(row));
      }
    }

    private void put(String name, JsonValue value) {
      if (SCORES.contains(name) && value instanceof JsonValue.Items items) {
        inOrder("predictions." + name, scores, items.values());
      } else if (SCORES.contains(name) && value instanceof JsonValue.Fields byClass) {
        byClass.values().forEach((label, score) -> set(ofClass(name, label), score));
      } else {
        set(named(name), value);
      }
    }

    private Field ofClass(String within, String label) {
      return outputs.computeIfAbsent(within + "." + label, path -> fields.score(within, label));
    }
  }

  private Field named(String name) {
    return outputs.computeIfAbsent(
        name, given -> output(given).orElseGet(() -> fields.unknown(given)));
  }

  /// V2: tensors that are told by their names, or by being alone.
  private final class Outputs implements Side {
    private final List<Tensor> tensors;

    Outputs(List<JsonValue> values) {
      this.tensors = tensors(values);
    }

    @Override
    public int rows() {
      return tensors.isEmpty() ? 0 : tensors.get(0).rows();
    }

    @Override
    public void put(int row) {
      for (Tensor tensor : tensors) {
        if (tensor.width() > 1) {
          if (tensors.size() == 1
              || SCORES.contains(tensor.name())
              || tensor.width() == scores.size()) {
            inOrder("outputs", scores, tensor.row(row));
          } else {
            named(tensor.name());
          }
        } else if (tensors.size() == 1 && output(tensor.name()).isEmpty()) {
          set(answer, tensor.row(row).get(0));
        } else {
          set(named(tensor.name()), tensor.row(row).get(0));
        }
      }
    }
  }
}
