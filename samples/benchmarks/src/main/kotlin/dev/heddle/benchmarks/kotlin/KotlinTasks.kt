package dev.heddle.benchmarks.kotlin

import java.util.function.IntToLongFunction
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.microseconds

/** What coroutines do with each other on the event loop of [runBlocking]. Stateless. */
object KotlinTasks {
    private const val NEVER = 3_600_000L

    /** Starts so many coroutines that do nothing, one after the other, and awaits each. */
    @JvmStatic
    fun spawnAwait(times: Int): Int = runBlocking {
        var x = 0
        coroutineScope {
            for (i in 0 until times) x = (x + async { 1 }.await()) and 127
        }
        x
    }

    /** Starts so many coroutines that suspend once, one after the other, and awaits each. */
    @JvmStatic
    fun spawnSuspendJoin(times: Int): Int = runBlocking {
        var x = 0
        coroutineScope {
            for (i in 0 until times) x = (x + async { suspendingOne() }.await()) and 127
        }
        x
    }

    /** Sends so many elements from one coroutine to another. */
    @JvmStatic
    fun handOver(capacity: Int, times: Int): Int = runBlocking {
        val channel = Channel<Int>(capacity)
        var x = 0
        launch {
            for (i in 0 until times) channel.send(1)
            channel.close()
        }
        for (next in channel) x = (x + next) and 127
        x
    }

    /** Takes a lock that nobody else wants, so many times. */
    @JvmStatic
    fun lock(times: Int): Int = runBlocking {
        val mutex = Mutex()
        var x = 0
        for (i in 0 until times) mutex.withLock { x = (x + 1) and 127 }
        x
    }

    /** So many coroutines that each take a lock [times] times and let the others run while they hold it. */
    @JvmStatic
    fun lockInTurn(coroutines: Int, times: Int): Int = runBlocking {
        val mutex = Mutex()
        List(coroutines) {
            async {
                var x = 0
                for (i in 0 until times) mutex.withLock {
                    yield()
                    x = (x + 1) and 127
                }
                x
            }
        }.awaitAll().sum()
    }

    /** Puts a limit of time around something that suspends once, so many times. */
    @JvmStatic
    fun timeouts(times: Int): Int = runBlocking {
        var x = 0
        for (i in 0 until times) x = (x + withTimeout(NEVER) { suspendingOne() }) and 127
        x
    }

    /** Starts a coroutine that waits for a timer and cancels it, so many times: there is no timer without a coroutine. */
    @JvmStatic
    fun timers(times: Int): Int = runBlocking {
        var x = 0
        for (i in 0 until times) {
            val waiting = launch(start = CoroutineStart.UNDISPATCHED) { delay(NEVER) }
            waiting.cancel()
            waiting.join()
            x = (x + 1) and 127
        }
        x
    }

    /** So many coroutines that sleep at the same time, each so many microseconds as [micros] says. */
    @JvmStatic
    fun sleepers(times: Int, micros: IntToLongFunction): Int = runBlocking {
        coroutineScope {
            for (i in 0 until times) launch { delay(micros.applyAsLong(i).microseconds) }
        }
        times
    }

    private suspend fun suspendingOne(): Int {
        yield()
        return 1
    }
}
