package dev.heddle.samples.greeter;

/** Placeholder. */
public final class Greeter {
    private Greeter() {}
}
