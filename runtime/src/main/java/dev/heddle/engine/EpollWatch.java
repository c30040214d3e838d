package dev.heddle.engine;

/** A second descriptor for what somebody else has opened. Confined to the loop thread. */
final class EpollWatch extends EpollChannel implements EngineWatch {
    private final int original;

    EpollWatch(EpollEngine engine, int descriptor, int original) {
        super(engine, descriptor);
        this.original = original;
    }

    @Override
    public String toString() {
        return "descriptor " + original;
    }
}
