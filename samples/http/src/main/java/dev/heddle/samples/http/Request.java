package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request. What is asked of it is read from the bytes of the connection when it is asked, so that what nobody asks for
 * costs nothing. Confined to the loop thread; the object serves one request after the other.
 */
public final class Request {
    private final Head head;
    private @Nullable RequestBody body;

    /** Where the values of the route's parameters begin and end, from the base of the head on. */
    private int[] parameterPlaces = new int[8];

    private List<String> parameterNames = List.of();

    Request(Head head) {
        this.head = head;
    }

    void begin(RequestBody itsBody) {
        body = itsBody;
        parameterNames = List.of();
    }

    Head head() {
        return head;
    }

    /** The method, in the case it came in. */
    public String method() {
        return head.method;
    }

    /** The path as it came, with percent signs. */
    public String path() {
        return head.pathStart == head.pathEnd ? "/" : head.text(head.pathStart, head.pathEnd);
    }

    /** What stands behind the question mark, as it came; null if there is none. */
    public @Nullable String query() {
        return head.pathEnd < head.targetEnd ? head.text(head.pathEnd + 1, head.targetEnd) : null;
    }

    /** The host that the request is for, with the port if it came with one; empty if an old client does not tell. */
    public String host() {
        if (head.authorityEnd > 0) {
            return head.text(head.authorityStart, head.authorityEnd); // before the field: RFC 9112 section 3.2.2
        }
        String field = header("host");
        return field == null ? "" : field;
    }

    /** The value of a header, of any number of them joined by commas; null if there is none. */
    public @Nullable String header(String name) {
        return head.joined(name.toLowerCase(Locale.ROOT));
    }

    /** The names of all headers as they came, in their order. */
    public List<String> headerNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < head.fields.count(); i++) {
            names.add(head.name(i));
        }
        return names;
    }

    /**
     * The part of the path that stands where the route has {@code {name}}, with what percent signs stand for.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    public String parameter(String name) {
        int index = parameterNames.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the route has the parameters " + parameterNames + " and no " + name);
        }
        int start = head.base + parameterPlaces[2 * index];
        int end = head.base + parameterPlaces[2 * index + 1];
        return new String(PercentEncoding.decode(head.bytes, start, end), UTF_8);
    }

    /** The body; at its end at once if the request has none. */
    public RequestBody body() {
        return Objects.requireNonNull(body, "there is no request");
    }

    void place(int parameter, int start, int end) {
        if (2 * parameter == parameterPlaces.length) {
            parameterPlaces = Arrays.copyOf(parameterPlaces, 4 * parameter);
        }
        parameterPlaces[2 * parameter] = start - head.base;
        parameterPlaces[2 * parameter + 1] = end - head.base;
    }

    void nameParameters(List<String> names) {
        parameterNames = names;
    }
}
