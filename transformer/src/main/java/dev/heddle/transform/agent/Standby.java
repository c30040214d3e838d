package dev.heddle.transform.agent;

import dev.heddle.transform.parse.Mentions;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the weaver until a class mentions something of Heddle: looks at the names in each class, which costs less
 * than loading a class of the weaver would, and hands over those that may have to be woven. Answers null for all others;
 * never throws into the program that loads a class. Any thread.
 */
final class Standby implements ClassFileTransformer {
    private static final byte[][] NO_MORE_NAMES = {};

    private final Instrumentation instrumentation;
    private final PrintStream messages;

    /** Null until there is something to weave. */
    private volatile @Nullable ClassFileTransformer weaver;

    /** Why the weaver did not start, as it was told last; it is tried again for each class. */
    private volatile String reason = "";

    Standby(Instrumentation instrumentation, PrintStream messages) {
        this.instrumentation = instrumentation;
        this.messages = messages;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || (Mentions.in(classFile, NO_MORE_NAMES) & Mentions.ASYNC) == 0) {
            return null;
        }
        try {
            return weaver().transform(loader, className, redefined, domain, classFile);
        } catch (Throwable failure) {
            if (!reason.equals(failure.toString())) {
                reason = failure.toString();
                messages.println("heddle: the weaver does not start, `" + className
                        + "` and what else has to be woven runs unwoven: " + failure);
            }
            return null;
        }
    }

    /**
     * Starts the weaver, if it has not been started. No lock is held meanwhile, since whoever comes here may hold those of
     * class loaders: two threads that come first at the same time start one each, and use that of the faster one.
     */
    private ClassFileTransformer weaver() {
        ClassFileTransformer started = weaver;
        return started != null ? started : first(WeaverClasses.transformer("", instrumentation, messages));
    }

    private synchronized ClassFileTransformer first(ClassFileTransformer made) {
        ClassFileTransformer earlier = weaver;
        if (earlier != null) {
            return earlier;
        }
        weaver = made;
        return made;
    }
}
