package dev.heddle.transform.check;

import dev.heddle.transform.parse.FileNames;
import dev.heddle.transform.parse.TextLength;
import dev.heddle.transform.plan.AsyncPlan;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A frame class that cannot be written beside its owner, since no file can have its name. */
record NoNameForFrame(int line, Wording wording) implements Finding {
    /** Of the 255 bytes that file systems give to the name of a file; the rest is for what is added while it is written. */
    private static final int LONGEST = 248;

    /** Of the bytes of a descriptor: methods that take a frame name it, and types of the runtime beside it. */
    private static final int LONGEST_WITH_PACKAGE = TextLength.MOST - 255;

    static void check(AsyncPlan plan, Consumer<Finding> found) {
        String name = plan.frameClass();
        String file = name.substring(name.lastIndexOf('/') + 1) + ".class";
        int length = file.getBytes(StandardCharsets.UTF_8).length;
        int withPackage = TextLength.of(name);
        if (length > LONGEST) {
            found.accept(finding(
                    plan,
                    "the frame class of this method would have a file name of " + length + " bytes, "
                            + (length - LONGEST) + " over the limit"));
        } else if (withPackage > LONGEST_WITH_PACKAGE) {
            found.accept(finding(
                    plan,
                    "the frame class of this method would have a name of " + withPackage + " bytes, "
                            + (withPackage - LONGEST_WITH_PACKAGE) + " over the limit"));
        } else if (!FileNames.isBelow(name)) {
            found.accept(finding(
                    plan,
                    "the frame class of this method would be called `" + name.replace('/', '.')
                            + "`, which no file can have for a name"));
        }
    }

    private static NoNameForFrame finding(AsyncPlan plan, String message) {
        return new NoNameForFrame(
                plan.line(),
                new Wording(
                        message,
                        "weaving adds a class that is named after class and method, in a file of its own",
                        "rename the method or its class"));
    }

    @Override
    public Rule rule() {
        return Rule.NO_NAME_FOR_FRAME;
    }
}
