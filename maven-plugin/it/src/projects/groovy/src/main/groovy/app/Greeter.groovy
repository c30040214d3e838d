package app

import static dev.heddle.Coroutines.await
import static dev.heddle.Coroutines.done

import dev.heddle.Coroutine
import dev.heddle.annotation.Async
import groovy.transform.CompileStatic
import java.util.concurrent.CompletableFuture

@CompileStatic
class Greeter {
    @Async
    static Coroutine<String> greet(CompletableFuture<String> name) {
        String text = await(name)
        return done("hello ${text} from Groovy".toString())
    }
}
