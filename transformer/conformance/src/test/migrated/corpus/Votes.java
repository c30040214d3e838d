package corpus;

import static com.ea.async.Async.await;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Written for EA Async: awaits in the middle of expressions and loops. */
@Blocks
public class Votes {
    private final Remote remote;
    private final int[] counts = new int[3];

    public Votes(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> vote(int voter) {
        return remote.call("vote of " + voter, voter % 3);
    }

    private CompletableFuture<Boolean> isValid(int voter) {
        return remote.call("valid " + voter, voter != 2);
    }

    public CompletableFuture<String> counted() {
        for (int voter = 1; voter < 5; voter++) {
            if (!await(isValid(voter))) {
                continue;
            }
            counts[await(vote(voter))] += await(isValid(voter)) ? 1 : 10;
        }
        return CompletableFuture.completedFuture(counts[0] + " " + counts[1] + " " + counts[2]);
    }

    public CompletableFuture<Integer> operands() {
        return CompletableFuture.completedFuture(counts.length * await(vote(4)) - (await(isValid(2)) ? await(vote(1)) : await(vote(8))));
    }

    public CompletableFuture<Integer> untilInvalid() {
        int voter = 0;
        found:
        while (true) {
            do {
                if (!await(isValid(++voter))) {
                    break found;
                }
            } while (voter < 5);
        }
        return CompletableFuture.completedFuture(voter);
    }

    public CompletableFuture<Integer> recursive() {
        return CompletableFuture.completedFuture(10 * await(summed(3)));
    }

    private CompletableFuture<Integer> summed(int voter) {
        if (voter == 0) {
            return CompletableFuture.completedFuture(0);
        }
        int here = await(vote(voter));
        return CompletableFuture.completedFuture(here + await(summed(voter - 1)));
    }
}
