package dev.heddle.benchmarks.network;

/** What all web servers here answer. */
final class Plaintext {
    static final String BODY = "Hello, World!";
    static final String PATH = "/plaintext";

    private Plaintext() {}
}
