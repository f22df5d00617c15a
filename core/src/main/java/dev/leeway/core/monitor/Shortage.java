package dev.leeway.core.monitor;

/// Why rows could not be measured, ordered by how far measuring came: of several batches the one
/// that came furthest says what is still missing. The order is part of the bytes of [Measured].
enum Shortage {
  NO_ROWS("there are no rows"),
  NO_LABEL_COLUMN("there is no label column"),
  LABEL_MISSING("the label column is missing"),
  NO_ANSWER_COLUMN("there is no prediction or score column"),
  NO_PREDICTION_COLUMN("there is no prediction column"),
  PREDICTION_MISSING("the prediction column is missing"),
  SCORE_MISSING("a score column is missing or is no column of numbers"),
  SCORE_OF_UNKNOWN_CLASS("it is not known which class the score is of"),
  SCORES_OF_UNKNOWN_CLASSES("it is not known which classes the scores are of"),
  NO_QUERY_COLUMN("there is no query column"),
  LABEL_NO_NUMBER("the label is no column of numbers"),
  RELEVANCE_NO_NUMBER("the label, a relevance, is no column of numbers"),
  PREDICTION_NO_NUMBER("the prediction is no column of numbers"),
  NO_SCORE_OF_NUMBERS("there is no score column of numbers"),
  NO_LATENCY_COLUMN("there is no latency column"),
  LATENCY_MISSING("the latency column is missing or no column of numbers"),
  NO_ANSWERED_ROW("no row has both a label and an answer"),
  NO_PREDICTED_ROW("no row has both a label and a prediction"),
  NO_RANKED_ROW("no row has a query, a label and a score"),
  NO_TIMED_ROW("no row has a latency of 0 or more");

  private final String sentence;

  Shortage(String sentence) {
    this.sentence = sentence;
  }

  /// What is missing, to follow "in the current data".
  String sentence() {
    return sentence;
  }

  /// The one that came further.
  Shortage or(Shortage other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
