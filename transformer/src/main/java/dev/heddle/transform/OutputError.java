package dev.heddle.transform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Woven code that does not verify: a bug in Heddle. The message says so and asks for a report; whoever weaves files keeps
 * plan and bytecode with {@link #dump} before it shows the message.
 */
public final class OutputError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String method;
    private final String plan;
    private final transient byte[] classFile;

    /**
     * An error in one method.
     *
     * @param method for example {@code shop/Store.buy(I)Ldev/heddle/Coroutine;}
     * @param plan the plan by which its class was woven
     * @param classFile what weaving has made of its class
     */
    public OutputError(String method, String plan, byte[] classFile, Exception cause) {
        super(
                "internal error[H900]: the code woven for " + method.replace('/', '.') + " does not verify: "
                        + cause.getMessage() + "\n   = note: this is a bug in Heddle, not in the program",
                cause);
        this.method = method;
        this.plan = plan;
        this.classFile = classFile.clone();
    }

    /** The plan by which the class was woven. */
    public String plan() {
        return plan;
    }

    /**
     * Writes {@code <class>.<method>.txt} with message and plan, and beside it the woven class as {@code
     * <class>.<method>.class}, which {@code javap -c -p} shows.
     *
     * @return the whole message to show: with the way to the files, or with the plan itself if they cannot be written
     */
    public String dump(Path folder) {
        String name = method.substring(method.lastIndexOf('/', method.indexOf('.')) + 1, method.indexOf('('))
                .replaceAll("[^\\w.$-]", "_");
        Path text = folder.resolve(name + ".txt");
        Path bytecode = folder.resolve(name + ".class");
        try {
            Files.createDirectories(folder);
            Files.writeString(text, getMessage() + "\n\n" + plan);
            Files.write(bytecode, classFile);
        } catch (IOException unwritable) {
            return getMessage() + "\n   = help: please report it with this plan:\n" + plan;
        }
        return getMessage() + "\n   = note: the plan is in " + text + ", the bytecode in " + bytecode
                + "\n   = help: please report it with these files";
    }
}
