package dev.heddle.conformance;

/** What generated methods call, so that the trace shows their values and the order of what they do. */
public final class Noted {
    private static final int THROWS_ONE_IN = 11;

    private Noted() {}

    public static void note(int value) {
        Trace.log("int", value);
        throwSometimes(value);
    }

    public static void note(long value) {
        Trace.log("long", value);
        throwSometimes(Long.hashCode(value));
    }

    public static void note(float value) {
        Trace.log("float", value);
    }

    public static void note(double value) {
        Trace.log("double", value);
        throwSometimes(Double.hashCode(value));
    }

    public static void note(Object value) {
        Trace.log("object", value);
    }

    /** Something to throw. */
    public static RuntimeException failure(int number) {
        return new IllegalStateException("failure " + number);
    }

    private static void throwSometimes(int hash) {
        if (Math.floorMod(hash, THROWS_ONE_IN) == THROWS_ONE_IN - 1) {
            throw new Mode.Broken("note " + hash);
        }
    }

    /** An object with a constructor that can be seen to run, and that can fail. */
    public static final class Box {
        private final String text;

        public Box(int number) {
            text = "Box " + number;
            note(number);
        }

        public Box(Object value, long number) {
            text = "Box " + (value instanceof String ? value : "") + number;
            note(number);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
