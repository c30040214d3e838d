package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Awaits in expressions: what stands on the operand stack survives, in the order in which Java evaluates it. */
class Operands {
    private static int counter;
    private static long total;
    private static String text;
    private int field;
    private double real;

    @Case
    @Async
    static Coroutine<Integer> intAsRightOperand() {
        int a = 40;
        return done(a + await(Probe.of(2)));
    }

    @Case
    @Async
    static Coroutine<Integer> intAsLeftOperand() {
        return done(await(Probe.of(40)) - seen(2));
    }

    @Case
    @Async
    static Coroutine<Long> longsOnBothSides() {
        long a = seen(1L << 40);
        return done(a * 3 + await(Probe.of(5L)) * await(Probe.of(7L)));
    }

    @Case
    @Async
    static Coroutine<Double> doubleBelowTheAwait() {
        double a = seen(0.5);
        return done(a / 3 - await(Probe.of(1.25)));
    }

    @Case
    @Async
    static Coroutine<Float> floatBelowTheAwait() {
        float a = seen(2.5f);
        return done(a * await(Probe.of(4f)) + await(Probe.of(1f)));
    }

    @Case
    @Async
    static Coroutine<Boolean> booleanOperands() {
        boolean a = seen(true);
        return done(a ^ await(Probe.of(true)) | !await(Probe.of(false)));
    }

    @Case
    @Async
    static Coroutine<Character> charOperands() {
        char a = 'a';
        return done((char) (a + (await(Probe.of('d')) - await(Probe.of('b')))));
    }

    @Case
    @Async
    static Coroutine<String> byteAndShortOperands() {
        byte a = (byte) (100 + await(Probe.of((byte) 100)));
        short b = (short) (30_000 + await(Probe.of((short) 30_000)));
        return done(a + " " + b);
    }

    @Case
    @Async
    static Coroutine<String> mixedWidthsBelowTheAwait() {
        return done(join(seen(1), seen(2L), seen(3f), seen(4d), seen('5'), seen(true), await(Probe.of("7")), seen("8")));
    }

    private static String join(int a, long b, float c, double d, char e, boolean f, String g, Object h) {
        return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h;
    }

    @Case
    @Async
    static Coroutine<String> concatenationWithAwaitsInside() {
        int n = 3;
        return done("a" + n + await(Probe.of("b")) + seen('c') + await(Probe.of(4L)) + null + await(Probe.of(5.0)));
    }

    @Case
    @Async
    static Coroutine<String> concatenationAssignment() {
        String s = "a";
        s += await(Probe.of("b")) + s;
        s += await(Probe.of(1));
        return done(s);
    }

    @Case
    @Async
    static Coroutine<Integer> arrayIndexAwaited() {
        int[] a = {10, 20, 30};
        return done(a[await(Probe.of(1))] + a[2]);
    }

    @Case
    @Async
    static Coroutine<Integer> arrayAwaited() {
        return done(await(Probe.of(new int[] {10, 20, 30}))[seen(2)]);
    }

    @Case
    @Async
    static Coroutine<int[]> arrayStoreOfAwaitedValue() {
        int[] a = new int[3];
        int i = 0;
        a[i++] = await(Probe.of(5));
        a[i++] = i + await(Probe.of(6));
        a[i] = i;
        return done(a);
    }

    @Case
    @Async
    static Coroutine<int[]> arrayStoreAtAwaitedIndex() {
        int[] a = new int[3];
        a[await(Probe.of(2))] = await(Probe.of(9));
        return done(a);
    }

    @Case
    @Async
    static Coroutine<int[]> compoundAssignmentToArrayElement() {
        int[] a = {1, 2, 3};
        int i = 0;
        a[++i] += await(Probe.of(40));
        a[i] *= await(Probe.of(2));
        log(i);
        return done(a);
    }

    @Case
    @Async
    static Coroutine<long[]> compoundAssignmentToLongElement() {
        long[] a = {1, 2, 3};
        a[await(Probe.of(1))] <<= await(Probe.of(33));
        a[2] += await(Probe.of(4L));
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Object[]> elementsOfEveryWidth() {
        byte[] bytes = {1};
        short[] shorts = {1};
        char[] chars = {'a'};
        float[] floats = {1};
        double[] doubles = {1};
        boolean[] booleans = {true};
        bytes[0] += await(Probe.of((byte) 127));
        shorts[0] -= await(Probe.of((short) 5));
        chars[0] += await(Probe.of(2));
        floats[0] /= await(Probe.of(4f));
        doubles[0] += await(Probe.of(0.5));
        booleans[0] &= await(Probe.of(false));
        return done(new Object[] {bytes, shorts, chars, floats, doubles, booleans});
    }

    @Case
    @Async
    static Coroutine<String[]> stringElementConcatenated() {
        String[] a = {"x", "y"};
        a[1] += await(Probe.of("z"));
        return done(a);
    }

    @Case
    @Async
    static Coroutine<int[]> arrayInitialiser() {
        return done(new int[] {seen(1), await(Probe.of(2)), seen(3), await(Probe.of(4))});
    }

    @Case
    @Async
    static Coroutine<int[][]> arraysOfArrays() {
        int[][] a = new int[await(Probe.of(2))][await(Probe.of(3))];
        a[1][await(Probe.of(2))] = await(Probe.of(7));
        int[][] b = {{1}, {await(Probe.of(2)), 3}};
        a[0] = b[await(Probe.of(1))];
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Integer> chainedAssignment() {
        int x;
        int y;
        x = y = await(Probe.of(21));
        return done(x + y);
    }

    @Case
    @Async
    static Coroutine<Long> chainedAssignmentOfWideValues() {
        long[] a = new long[2];
        long x = a[0] = a[1] = await(Probe.of(21L));
        return done(x + a[0] + a[1]);
    }

    @Case
    @Async
    static Coroutine<Integer> assignmentAsValue() {
        int x = 1;
        int y = x + (x = await(Probe.of(10))) + x;
        return done(y);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Integer> staticFieldCompound() {
        counter = 5;
        counter += await(Probe.of(1));
        counter++;
        total -= await(Probe.of(3L));
        text += await(Probe.of("t"));
        log(total, text);
        return done(counter);
    }

    @Case
    @Async
    static Coroutine<String> instanceFieldCompound() {
        Operands o = new Operands();
        o.field += await(Probe.of(4));
        seen(o).real += await(Probe.of(0.5)) + o.field;
        o.field = o.field++ + await(Probe.of(2));
        return done(o.field + " " + o.real);
    }

    @Override
    public String toString() {
        return "operands";
    }

    @Case
    @Async
    static Coroutine<Integer> staleReadOfCompoundAssignment() {
        Operands o = new Operands();
        o.field += await(addTo(o));
        return done(o.field);
    }

    @Async
    private static Coroutine<Integer> addTo(Operands o) {
        o.field += await(Probe.of(100));
        return done(1);
    }

    @Case
    @Async
    static Coroutine<String> ternaryWithAwaitsInEachPart() {
        String a = await(Probe.of(true)) ? await(Probe.of("yes")) : await(Probe.of("no"));
        String b = await(Probe.of(false)) ? await(Probe.of("yes")) : await(Probe.of("no"));
        return done(a + b);
    }

    @Case
    @Async
    static Coroutine<Object> ternaryOfUnrelatedTypes() {
        Object a = seen(1) > 0 ? await(Probe.of("text")) : Integer.valueOf(4);
        Comparable<?> b = seen(1) < 0 ? "text" : await(Probe.of(4));
        log(a, b);
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Integer> ternaryBelowAndAbove() {
        int x = seen(3);
        return done(x * (x > await(Probe.of(2)) ? x + await(Probe.of(10)) : -1) + x);
    }

    @Case
    @Async
    static Coroutine<String> shortCircuitAnd() {
        boolean a = await(Probe.of(false)) && await(Probe.of(true));
        boolean b = await(Probe.of(true)) && await(Probe.of(true)) && !seen(false);
        return done(a + " " + b);
    }

    @Case
    @Async
    static Coroutine<String> shortCircuitOr() {
        boolean a = await(Probe.of(true)) || await(Probe.of(true));
        boolean b = await(Probe.of(false)) || await(Probe.of(false)) || seen(true);
        return done(a + " " + b);
    }

    @Case
    @Async
    static Coroutine<String> shortCircuitInConditions() {
        StringBuilder s = new StringBuilder();
        if (await(Probe.of(true)) && (await(Probe.of(false)) || await(Probe.of(true)))) {
            s.append("first");
        }
        if (!(await(Probe.of(true)) & await(Probe.of(false)))) {
            s.append("second");
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> argumentsBeforeAndAfter() {
        return done(String.format("%s %s %s", seen(1), await(Probe.of(2)), seen(3)));
    }

    @Case
    @Async
    static Coroutine<String> nestedCalls() {
        return done(twice(twice(await(Probe.of("a")) + twice(await(Probe.of("b")))) + await(Probe.of("c"))));
    }

    private static String twice(String s) {
        log("twice", s);
        return s + s;
    }

    @Case
    @Async
    static Coroutine<String> awaitOfAwait() {
        return done(await(Probe.of(await(Probe.of("a")) + await(Probe.of("b")))));
    }

    @Case
    @Async
    static Coroutine<String> receiverBelowTheAwait() {
        StringBuilder s = new StringBuilder("a");
        s.append(await(Probe.of("b"))).append(1).append(await(Probe.of('c')));
        return done(seen(s).insert(await(Probe.of(0)), await(Probe.of("start "))).toString());
    }

    @Case
    @Async
    static Coroutine<Integer> awaitedReceiver() {
        return done(await(Probe.of("four")).length() + await(Probe.of("a")).compareTo(await(Probe.of("c"))));
    }

    @Case
    @Async
    static Coroutine<Boolean> comparisonsOfWideValues() {
        long a = 5;
        double b = 2;
        float c = 1;
        boolean x = a > await(Probe.of(4L)) && b <= await(Probe.of(2.0)) && c != await(Probe.of(2f));
        boolean y = await(Probe.of(Double.NaN)) > b || await(Probe.of(Float.NaN)) < c;
        return done(x && !y);
    }

    @Case
    @Async
    static Coroutine<Integer> shiftsAndBitOperations() {
        int a = await(Probe.of(-16));
        long b = await(Probe.of(-16L));
        return done((a >>> await(Probe.of(28))) + (a >> 2) + (int) (b >>> await(Probe.of(60))) + ~await(Probe.of(7)));
    }

    @Case
    @Async
    static Coroutine<String> numericConversions() {
        long a = await(Probe.of(7));
        double b = await(Probe.of(3L));
        int c = (int) (double) await(Probe.of(9.99));
        byte d = (byte) (int) await(Probe.of(300));
        return done(a + " " + b + " " + c + " " + d);
    }

    @Case
    @Async
    static Coroutine<Boolean> instanceofOnAwaited() {
        Object o = await(Probe.of((Object) "text"));
        boolean pattern = o instanceof String s && s.length() == await(Probe.of(4));
        return done(pattern && !(await(Probe.of((Object) 5)) instanceof String));
    }

    @Case
    @Async
    static Coroutine<String> patternVariableAcrossAwait() {
        Object o = await(Probe.of((Object) "text"));
        if (!(o instanceof String s)) {
            return done("no");
        }
        await(Probe.of(1));
        return done(s.toUpperCase());
    }

    @Case
    @Async
    static Coroutine<String> awaitedValueDiscarded() {
        await(Probe.of("dropped"));
        await(Probe.of(5L));
        return done("kept");
    }

    @Case
    @Async
    static Coroutine<Integer> divisionByAwaitedZero() {
        int a = 7;
        return done(a / await(Probe.of(0)));
    }

    @Case
    @Async
    static Coroutine<Integer> awaitedNullUnboxed() {
        int a = await(Probe.<Integer>of(null));
        return done(a);
    }

    @Case
    @Async
    static Coroutine<String> wrongTypeAwaited() {
        @SuppressWarnings("unchecked")
        Coroutine<String> lie = (Coroutine<String>) (Coroutine<?>) Probe.of(5);
        String s = await(lie);
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> nullCoroutineAwaited() {
        Coroutine<String> nothing = null;
        try {
            return done(await(nothing));
        } catch (NullPointerException e) {
            return done("null " + await(Probe.of("handled")));
        }
    }

    @Case
    @Async
    static Coroutine<String> nullsOnTheStack() {
        return done(Objects.toString(null, await(Probe.of("fallback"))) + Objects.requireNonNullElse(null, await(Probe.of("other"))));
    }

    @Case
    @Async
    static Coroutine<String> varargsAroundAwaits() {
        return done(varargs("a", await(Probe.of("b")), "c", await(Probe.of("d"))) + varargs(await(Probe.of("e"))));
    }

    private static String varargs(String first, Object... others) {
        return first + Arrays.toString(others);
    }

    @Case
    @Async
    static Coroutine<String> incrementsAroundAwaits() {
        int i = 0;
        int sum = i++ + await(Probe.of(10)) + i++ + await(Probe.of(20)) + ++i;
        return done(i + " " + sum);
    }

    @Case
    @Async
    static Coroutine<String> boxedIncrement() {
        Integer i = await(Probe.of(127));
        i++;
        i += await(Probe.of(3));
        Integer old = i++;
        return done(i + " " + old);
    }

    @Case
    @Async
    static Coroutine<Class<?>> classLiteralsAndConstants() {
        return done(pick(Operands.class, await(Probe.of(1)), "constant", 1L << 62, Math.PI));
    }

    private static Class<?> pick(Class<?> a, int b, String c, long d, double e) {
        log(b, c, d, e);
        return a;
    }

    @Case
    @Async
    static Coroutine<String> deepOperandStack() {
        return done("" + (1 + (2L + (3f + (4d + (5 + (6L + (7 + (8 + await(Probe.of(9)) * (10 + await(Probe.of(11))))))))))));
    }

    @Case
    @Async
    static Coroutine<Object> castOfAwaited() {
        Object o = await(Probe.of((Object) List.of(1, 2)));
        List<?> list = (List<?>) o;
        CharSequence s = (CharSequence) await(Probe.of((Object) "abc"));
        return done(list.get(await(Probe.of(1))) + "" + s.charAt(2));
    }
}
