package dev.heddle.benchmarks.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server is started. Immutable.
 *
 * @param command up to its port, which is the last word
 * @param listening part of the line that it prints when it listens
 */
record Peer(String name, List<String> command, String listening) {
    /** What the servers of this module print when they listen. */
    static final String LISTENING = "listening";

    /** Options of all JVMs here: little memory, and the same collector for all. */
    private static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    /** A class of this jar. */
    static Peer ofClass(String name, Class<?> main, String... arguments) {
        List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Peer(name, command, LISTENING);
    }

    /** A class of this jar, with a system property set. */
    static Peer ofClassWith(String name, String property, Class<?> main, String... arguments) {
        List<String> command = java();
        command.addAll(List.of(property, "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Peer(name, command, LISTENING);
    }

    /** The same, which prints something else when it listens. */
    Peer saying(String line) {
        return new Peer(name, command, line);
    }

    /** A file of source code that needs a newer Java than this module is compiled for. */
    static Peer ofSource(String name, Path file, String... arguments) {
        List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), file.toString()));
        command.addAll(List.of(arguments));
        return new Peer(name, command, LISTENING);
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(OPTIONS);
        return command;
    }

    List<String> commandAt(int port) {
        List<String> whole = new ArrayList<>(command);
        whole.add(Integer.toString(port));
        return whole;
    }
}
