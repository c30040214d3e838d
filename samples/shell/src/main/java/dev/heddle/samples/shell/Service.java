package dev.heddle.samples.shell;

import dev.heddle.process.Command;
import java.util.ArrayList;
import java.util.List;

/** A process that is kept running, with the name by which its output is known. Immutable. */
record Service(String name, Command command) {
    /**
     * The services of a list in which each line is a name, a colon and a line for the shell. Empty lines and those that begin
     * with {@code #} are passed over.
     *
     * @throws IllegalArgumentException if a line is none of these
     */
    static List<Service> listed(List<String> lines) {
        List<Service> services = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                if (colon < 1) {
                    throw new IllegalArgumentException("no `name: command` in `" + line + "`");
                }
                services.add(new Service(
                        line.substring(0, colon).strip(),
                        Command.shell(line.substring(colon + 1).strip())));
            }
        }
        return services;
    }
}
