package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.heddle.transform.check.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** A sleep of no time, which is a way to let others run, or of days, which mostly is a wait for something else. */
final class UnusualSleep {
    private static final String DURATION = "java.time.Duration";
    private static final Duration LONG = Duration.ofDays(1);

    /** Larger numbers overflow; they are no more than long all the same. */
    private static final long MOST = 1_000_000_000_000L;

    private static final Map<String, LongFunction<Duration>> MAKERS = Map.of(
            "ofNanos", Duration::ofNanos,
            "ofMillis", Duration::ofMillis,
            "ofSeconds", Duration::ofSeconds,
            "ofMinutes", Duration::ofMinutes,
            "ofHours", Duration::ofHours,
            "ofDays", Duration::ofDays);

    private UnusualSleep() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        if (!code.isCall(call, Words.COROUTINES, "sleep")) {
            return;
        }
        Duration duration =
                durationOf(Code.withoutParentheses(call.getArguments().get(0)), code);
        if (duration != null && duration.isZero()) {
            found.accept(new Finding(
                    Rule.UNUSUAL_SLEEP,
                    call,
                    "`sleep` for no time",
                    "it sets a timer only to let the other tasks have their turn",
                    "`await(yieldNow())` says so",
                    source -> List.of(source.replace(call, source.coroutines("yieldNow", place.owner()) + "()"))));
        } else if (duration != null && duration.compareTo(LONG) >= 0) {
            found.accept(new Finding(
                    Rule.UNUSUAL_SLEEP,
                    call,
                    "`sleep` for " + days(duration.toDays()),
                    "few programs run that long, and clocks are set meanwhile; most such sleeps wait for something else",
                    "await what ends the wait, or sleep in shorter steps and look at the clock"));
        }
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    /** The duration if the compiler can tell it. */
    private static @Nullable Duration durationOf(ExpressionTree tree, Code code) {
        Element element = code.element(tree);
        if (element != null
                && element.getKind().isField()
                && element.getSimpleName().contentEquals("ZERO")
                && Words.owner(element).getQualifiedName().contentEquals(DURATION)) {
            return Duration.ZERO;
        }
        if (tree instanceof MethodInvocationTree call && call.getArguments().size() == 1) {
            LongFunction<Duration> maker = MAKERS.get(Code.name(call));
            Object amount = code.constant(call.getArguments().get(0));
            if (maker != null
                    && Words.isMethod(code.method(call), DURATION, Code.name(call))
                    && amount instanceof Number number) {
                return maker.apply(Math.min(number.longValue(), MOST));
            }
        }
        return null;
    }
}
