package app

import dev.heddle.Coroutine
import dev.heddle.Coroutines.await
import dev.heddle.Coroutines.done
import dev.heddle.annotation.Async
import java.util.concurrent.CompletableFuture

object Greeter {
    @Async
    @JvmStatic
    fun greet(name: CompletableFuture<String>): Coroutine<String> {
        val text = await(name)
        return done("hello $text from Kotlin")
    }
}
