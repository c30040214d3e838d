package dev.heddle.samples.http;

import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses handlers by method and path. A pattern is a path whose parts may be {@code {name}}, which stands for one part, or
 * at its end {@code {name...}}, which stands for all that is left. What is written out wins over what has a name.
 *
 * <p>HEAD is answered as GET where it has no handler of its own, OPTIONS with what is allowed, and any other method with 405.
 * To be built before it is used. Confined to the loop thread.
 */
public final class Router implements Handler {
    /** To {@code OPTIONS *}, of RFC 9110 section 9.3.7. */
    private static final Response WHOLE_SERVER = Response.empty(204);

    private static final Response NOT_FOUND = Response.text(404, "there is nothing here\n");

    /** The handler of one method, and what the parameters of its pattern are called. */
    private record Route(Handler handler, List<String> parameters) {}

    /** What can come behind one beginning of paths. */
    private static final class Node {
        final List<byte[]> names = new ArrayList<>();
        final List<Node> children = new ArrayList<>();
        final Map<String, Route> routes = new TreeMap<>();

        @Nullable
        Node parameter;

        @Nullable
        Node rest;

        Node child(String name) {
            byte[] bytes = name.getBytes(UTF_8);
            for (int i = 0; i < names.size(); i++) {
                if (Arrays.equals(names.get(i), bytes)) {
                    return children.get(i);
                }
            }
            names.add(bytes);
            Node child = new Node();
            children.add(child);
            return child;
        }
    }

    private final Node root = new Node();

    /** Answers GET; returns this router. */
    public Router get(String pattern, Handler handler) {
        return on("GET", pattern, handler);
    }

    /** Answers GET with the same each time; returns this router. */
    public Router get(String pattern, Response response) {
        return on("GET", pattern, new Always(response));
    }

    /** Answers POST; returns this router. */
    public Router post(String pattern, Handler handler) {
        return on("POST", pattern, handler);
    }

    /** Answers PUT; returns this router. */
    public Router put(String pattern, Handler handler) {
        return on("PUT", pattern, handler);
    }

    /**
     * Answers a method; returns this router.
     *
     * @throws IllegalArgumentException if the pattern does not begin with a slash, goes on behind the rest of the path, or
     *     has a handler for this method
     */
    public Router on(String method, String pattern, Handler handler) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a pattern begins with a slash: " + pattern);
        }
        List<String> parameters = new ArrayList<>();
        Node node = root;
        boolean ended = false;
        for (String part : pattern.substring(1).split("/", -1)) {
            if (ended) {
                throw new IllegalArgumentException("nothing can come behind the rest of a path: " + pattern);
            }
            if (part.startsWith("{") && part.endsWith("...}")) {
                parameters.add(part.substring(1, part.length() - "...}".length()));
                node = node.rest == null ? node.rest = new Node() : node.rest;
                ended = true;
            } else if (part.startsWith("{") && part.endsWith("}")) {
                parameters.add(part.substring(1, part.length() - 1));
                node = node.parameter == null ? node.parameter = new Node() : node.parameter;
            } else {
                node = node.child(part);
            }
        }
        if (node.routes.putIfAbsent(method, new Route(handler, List.copyOf(parameters))) != null) {
            throw new IllegalArgumentException(method + " of " + pattern + " has a handler already");
        }
        return this;
    }

    @Override
    @Async
    public Coroutine<Response> handle(Request request) throws Exception {
        Head head = request.head();
        byte[] bytes = head.bytes;
        int start = head.base + head.pathStart;
        int end = head.base + head.pathEnd;
        if (start < end && bytes[start] == '*') {
            return done(WHOLE_SERVER);
        }
        if (start < end) { // without a path it is the root: RFC 9110 section 4.2.3
            start++;
        }
        Node node = find(root, request, bytes, start, end, 0);
        if (node == null) {
            return done(NOT_FOUND);
        }
        Route route = node.routes.get(request.method());
        if (route == null && request.method().equals("HEAD")) {
            route = node.routes.get("GET");
        }
        if (route == null) {
            return done(otherwise(node, request.method()));
        }
        request.nameParameters(route.parameters());
        return route.handler().handle(request);
    }

    private static Response otherwise(Node node, String method) {
        TreeSet<String> allowed = new TreeSet<>(node.routes.keySet());
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        Response response =
                method.equals("OPTIONS") ? Response.empty(204) : Response.text(405, "not with " + method + "\n");
        return response.header("Allow", String.join(", ", allowed)); // RFC 9110 section 15.5.6
    }

    /** The node of the path whose parts begin at {@code start}; null if there is none. */
    private static @Nullable Node find(Node node, Request request, byte[] bytes, int start, int end, int parameters) {
        int partEnd = start;
        while (partEnd < end && bytes[partEnd] != '/') {
            partEnd++;
        }
        for (int i = 0; i < node.children.size(); i++) {
            if (PercentEncoding.matches(bytes, start, partEnd, node.names.get(i))) {
                Node found = behind(node.children.get(i), request, bytes, partEnd, end, parameters);
                if (found != null) {
                    return found;
                }
            }
        }
        if (node.parameter != null && start < partEnd) {
            request.place(parameters, start, partEnd);
            Node found = behind(node.parameter, request, bytes, partEnd, end, parameters + 1);
            if (found != null) {
                return found;
            }
        }
        if (node.rest != null) {
            request.place(parameters, start, end);
        }
        return node.rest;
    }

    private static @Nullable Node behind(
            Node node, Request request, byte[] bytes, int partEnd, int end, int parameters) {
        if (partEnd < end) {
            return find(node, request, bytes, partEnd + 1, end, parameters);
        }
        return node.routes.isEmpty() ? null : node;
    }

    /** The same answer to each request. */
    private record Always(Response response) implements Handler {
        @Override
        @Async
        public Coroutine<Response> handle(Request request) {
            return done(response);
        }
    }
}
