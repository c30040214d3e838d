package dev.heddle.transform.emit;

import java.util.HashMap;
import java.util.Map;

/** Names frame classes: {@code Store$buy$Coroutine}, and for overloads {@code Store$buy$1$Coroutine} and so on. */
public final class FrameNames {
    private final String owner;
    private final Map<String, Integer> overloads = new HashMap<>();

    public FrameNames(String owner) {
        this.owner = owner;
    }

    /** The name of the frame class for the next method of that name, in the order of the class file. */
    public String next(String method) {
        int earlier = overloads.merge(method, 1, Integer::sum) - 1;
        return owner + "$" + method + (earlier == 0 ? "" : "$" + earlier) + "$Coroutine";
    }
}
