package corpus;

import static com.ea.async.Async.await;

import com.ea.async.Async;
import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Written for EA Async: loops, lambdas, and what blocks. */
@Blocks
public class Images {
    static {
        Async.init();
    }

    private final Remote remote;

    public Images(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> load(String name) {
        return remote.call("load " + name, name + ".png");
    }

    private String named(String name) {
        return await(CompletableFuture.completedFuture(name + "!"));
    }

    public CompletableFuture<List<String>> all() {
        List<String> images = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            images.add(await(load(name)).toUpperCase() + images.size());
            remote.log(images);
        }
        return CompletableFuture.completedFuture(images);
    }

    public CompletableFuture<String> twice() {
        Function<String, CompletableFuture<String>> again = name -> {
            String first = await(load(name));
            return CompletableFuture.completedFuture(first + await(load(first)));
        };
        return CompletableFuture.completedFuture(await(again.apply("x")) + "!");
    }

    public CompletableFuture<String> callingWhatBlocks() {
        return CompletableFuture.completedFuture(named("y") + await(load("y")));
    }
}
