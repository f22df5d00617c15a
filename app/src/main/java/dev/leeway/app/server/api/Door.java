package dev.leeway.app.server.api;

import dev.leeway.app.server.ingest.MalformedBodyException;
import dev.leeway.app.server.ingest.TooLargeException;
import dev.leeway.app.server.ingest.UnsupportedMediaException;
import dev.leeway.app.server.log.LogException;
import dev.leeway.app.server.log.LogFullException;
import dev.leeway.app.server.model.ConfigException;
import dev.leeway.app.server.model.TokenRole;
import dev.leeway.app.server.store.StoreException;
import dev.leeway.app.table.DataException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Takes a request to its route and back: who may, how many at once, and what failures become.
final class Door {

  private static final Logger LOG = System.getLogger(Door.class.getName());
  private static final Logger AUDIT = System.getLogger("leeway.audit");

  /// How many requests are worked on at once; others are told to come again.
  static final int AT_ONCE = 256;

  /// How a request came.
  ///
  /// @param path its parts, decoded
  /// @param from the address it came from
  record Arrival(
      String method,
      List<String> path,
      Map<String, List<String>> query,
      Map<String, String> headers,
      ClientBody body,
      String from) {

    String words() {
      return method + " /" + String.join("/", path);
    }
  }

  private final Guard guard;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private volatile Routes routes;
  private volatile boolean starting = true;

  /// @param first what is served while the server starts
  Door(Routes first, Guard guard) {
    this.routes = first;
    this.guard = guard;
  }

  /// Serves all there is from now on.
  void serve(Routes all) {
    routes = all;
    starting = false;
  }

  List<Route> routes() {
    return routes.all();
  }

  /// Answers a request, whatever happens.
  Reply answer(Arrival arrival) {
    String caller = "unknown";
    Optional<Route> route = Optional.empty();
    Reply reply;
    try {
      Routes.Found found = find(arrival);
      route = Optional.of(found.route());
      caller = guard.admit(arrival.method(), arrival.headers(), found.route().role());
      reply = work(found, request(arrival, found, caller));
    } catch (Throwable e) {
      Problem problem = arrival.body().failure().orElseGet(() -> problem(arrival, e));
      reply = problem.reply();
    }
    if (route.flatMap(Route::role).equals(Optional.of(TokenRole.ADMIN))) {
      AUDIT.log(
          Level.INFO,
          "%s by %s from %s: %d"
              .formatted(printable(arrival.words()), caller, arrival.from(), reply.status()));
    }
    return reply;
  }

  private Routes.Found find(Arrival arrival) {
    boolean whole = !starting;
    try {
      return routes.find(arrival.method(), arrival.path());
    } catch (Problem problem) {
      throw whole ? problem : Problem.later(Problem.Status.UNAVAILABLE, "the server starts", 1);
    }
  }

  private static Request request(Arrival arrival, Routes.Found found, String caller) {
    return new Request(
        arrival.method(),
        "/" + String.join("/", arrival.path()),
        found.parameters(),
        arrival.query(),
        arrival.headers(),
        arrival.body(),
        caller);
  }

  private Reply work(Routes.Found found, Request request) throws Exception {
    if (found.route().role().isEmpty()) {
      return found.route().handler().handle(request);
    }
    if (!places.tryAcquire()) {
      throw Problem.later(
          Problem.Status.UNAVAILABLE, AT_ONCE + " requests are being worked on already", 1);
    }
    try {
      return found.route().handler().handle(request);
    } finally {
      places.release();
    }
  }

  private static Problem problem(Arrival arrival, Throwable e) {
    return switch (e) {
      case Problem known -> known;
      case ConfigException config ->
          Problem.badRequest("the configuration is wrong", config.problems());
      case MalformedBodyException malformed -> Problem.badRequest(words(malformed));
      case TooLargeException large -> Problem.of(Problem.Status.TOO_LARGE, words(large));
      case UnsupportedMediaException other -> Problem.of(Problem.Status.UNSUPPORTED, words(other));
      case DataException data -> Problem.badRequest(words(data));
      case LogFullException full ->
          Problem.later(
              Problem.Status.TOO_MANY, "more rows wait for the disk than memory allows", 1);
      case LogException log -> unavailable(arrival, "rows cannot be written to disk", log);
      case StoreException store -> unavailable(arrival, "the store does not answer", store);
      case InterruptedException ignored ->
          Problem.later(Problem.Status.UNAVAILABLE, "the server stops", 5);
      default -> {
        LOG.log(Level.ERROR, printable(arrival.words()) + " failed", e);
        yield Problem.of(Problem.Status.INTERNAL, "a defect of the server; its log has more of it");
      }
    };
  }

  private static Problem unavailable(Arrival arrival, String words, RuntimeException e) {
    LOG.log(Level.ERROR, printable(arrival.words()) + ": " + words, e);
    return Problem.later(Problem.Status.UNAVAILABLE, words, 5);
  }

  private static String words(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  /// Paths are chosen by clients, and a line of the log is to stay one.
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(300)
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            shown.append('?');
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }
}
