package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.Names;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A {@code sleep} for no time at all, or for a day and longer. */
record UnusualSleep(int line, Duration duration) implements Finding {
    private static final String DURATION = "java/time/Duration";
    private static final Duration LONG = Duration.ofDays(1);

    private static final Map<String, LongFunction<Duration>> FACTORIES = Map.of(
            "ofDays", Duration::ofDays,
            "ofHours", Duration::ofHours,
            "ofMinutes", Duration::ofMinutes,
            "ofSeconds", Duration::ofSeconds,
            "ofMillis", Duration::ofMillis,
            "ofNanos", Duration::ofNanos);

    static void check(AsyncCode code, Consumer<Finding> found) {
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals(Names.COROUTINES)
                    && call.name.equals("sleep")) {
                Duration duration = constant(code.originsOf(call), code);
                if (duration != null && (duration.isZero() || duration.compareTo(LONG) >= 0)) {
                    found.accept(new UnusualSleep(Lines.at(call), duration));
                }
            }
        }
    }

    private static @Nullable Duration constant(Set<AbstractInsnNode> origins, AsyncCode code) {
        AbstractInsnNode origin = origins.size() == 1 ? origins.iterator().next() : null;
        if (origin instanceof FieldInsnNode field) {
            return field.owner.equals(DURATION) && field.name.equals("ZERO") ? Duration.ZERO : null;
        }
        if (!(origin instanceof MethodInsnNode maker)
                || !maker.owner.equals(DURATION)
                || !maker.desc.startsWith("(J)")) {
            return null;
        }
        LongFunction<Duration> factory = FACTORIES.get(maker.name);
        Set<AbstractInsnNode> amounts = code.originsOf(maker, 0);
        Long amount = amounts.size() == 1 ? amount(amounts.iterator().next()) : null;
        try {
            return factory == null || amount == null ? null : factory.apply(amount);
        } catch (ArithmeticException tooLong) {
            return null;
        }
    }

    private static @Nullable Long amount(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.LCONST_0 -> 0L;
            case Opcodes.LCONST_1 -> 1L;
            case Opcodes.LDC -> ((LdcInsnNode) insn).cst instanceof Long constant ? constant : null;
            default -> null;
        };
    }

    @Override
    public Rule rule() {
        return Rule.UNUSUAL_SLEEP;
    }

    @Override
    public Wording wording() {
        return duration.isZero()
                ? new Wording(
                        "`sleep` for no time",
                        "it lets other tasks run, which `yieldNow` says better",
                        "`await(yieldNow())`")
                : new Wording(
                        "`sleep` for " + days(duration.toDays()),
                        "what is to happen then is lost when the program ends before; to wait for ever, wait for"
                                + " something that never comes",
                        "keep the date where it outlives the program, or wait for an `Event` of `dev.heddle.sync`");
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
