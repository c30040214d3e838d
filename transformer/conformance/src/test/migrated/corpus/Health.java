package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A failure is an answer, too. */
public class Health {
    private final Remote remote;
    private String last = "unknown";

    public Health(Remote remote) {
        this.remote = remote;
    }

    private CompletionStage<Integer> ping(String host) {
        return remote.call("ping " + host, host.length());
    }

    public CompletionStage<Boolean> isUp() {
        return ping("db").handle((millis, failure) -> failure == null);
    }

    public CompletionStage<String> inTheMiddle() {
        return ping("db")
                .handle((millis, failure) -> failure == null ? millis : -1)
                .thenCombine(ping("web").handle((millis, failure) -> failure != null ? -2 : millis), (db, web) -> db + "/" + web)
                .thenApply(text -> last = text);
    }

    public CompletionStage<String> statements() {
        return ping("db").handle((millis, failure) -> {
            String state = "up";
            if (failure != null) {
                state = "down";
                remote.log("alarm");
            } else if (millis > 1) {
                state += " after " + millis;
            }
            last = state;
            return state;
        }).thenApply(state -> state + last.length());
    }

    public CompletableFuture<String> failingInTheHandler() {
        return remote.call("check", "ok").handle((answer, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("unhealthy");
            }
            return answer.substring(last.length() - 6);
        });
    }

    public CompletionStage<Void> quiet() {
        return ping("db").thenAccept(millis -> remote.log(millis)).handle((nothing, failure) -> null);
    }
}
