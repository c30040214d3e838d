package dev.heddle.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words by which code says that it is asynchronous, besides Heddle's own: those of another library, so that code
 * written for it can be woven as it is. Names are written {@code <class>.<method>}, nested classes with {@code $}.
 * Immutable.
 *
 * @param awaits static methods that stand for {@code await}: each takes a {@code CompletionStage}, or a class that is one,
 *     and yields its value or throws what {@code join()} throws; an overload of another form is an error
 * @param async which methods are asynchronous
 * @param omitted static methods without parameters and result whose calls are left out
 */
public record Dialect(List<String> awaits, Async async, List<String> omitted) {
    /** Heddle's own words and no others. */
    public static final Dialect HEDDLE = new Dialect(List.of(), Async.ANNOTATED, List.of());

    /** The words of EA Async. */
    static final Dialect EA_ASYNC =
            new Dialect(List.of("com.ea.async.Async.await"), Async.RETURNING, List.of("com.ea.async.Async.init"));

    /** Which methods are asynchronous, besides lambdas. */
    public enum Async {
        /** Those with {@code @Async}. */
        ANNOTATED,
        /** Those with {@code @Async}, and all that await and return a future. */
        RETURNING
    }

    /** Keeps copies. */
    public Dialect {
        awaits = List.copyOf(awaits);
        omitted = List.copyOf(omitted);
    }

    /** The classes whose methods are named, as they stand in class files. */
    public List<String> owners() {
        return Stream.concat(awaits.stream(), omitted.stream())
                .map(name -> name.substring(0, name.lastIndexOf('.')).replace('.', '/'))
                .distinct()
                .toList();
    }

    Dialect withAwait(String value) {
        return new Dialect(plus(awaits, methodName("await", value)), async, omitted);
    }

    Dialect withOmitted(String value) {
        return new Dialect(awaits, async, plus(omitted, methodName("omit", value)));
    }

    Dialect with(Async chosen) {
        return new Dialect(awaits, chosen, omitted);
    }

    /** The words of both. */
    Dialect with(Dialect other) {
        Dialect sum = other.async == Async.ANNOTATED ? this : with(other.async);
        for (String await : other.awaits) {
            sum = sum.withAwait(await);
        }
        for (String omit : other.omitted) {
            sum = sum.withOmitted(omit);
        }
        return sum;
    }

    private static String methodName(String option, String value) {
        if (!value.matches("[^\\s./;\\[]+(\\.[^\\s./;\\[]+)+")) {
            throw new IllegalArgumentException("`" + option + "` is `" + value
                    + "`; it can be `<class>.<method>`, for example `com.ea.async.Async."
                    + (option.equals("omit") ? "init`" : "await`"));
        }
        return value;
    }

    private static List<String> plus(List<String> list, String value) {
        if (list.contains(value)) {
            return list;
        }
        List<String> longer = new ArrayList<>(list);
        longer.add(value);
        return longer;
    }
}
