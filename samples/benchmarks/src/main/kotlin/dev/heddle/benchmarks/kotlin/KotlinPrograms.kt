package dev.heddle.benchmarks.kotlin

import java.util.concurrent.CompletableFuture
import java.util.function.Supplier
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** The measured programs as Kotlin coroutines on the event loop of [runBlocking]: one thread, one queue. Stateless. */
object KotlinPrograms {
    /** Calls a suspend function [times] times that never suspends. */
    @JvmStatic
    fun callOneDeep(times: Int): Int = runBlocking {
        var x = 0
        for (i in 0 until times) x = d1(x + i)
        x
    }

    /** Calls a chain of ten suspend functions [times] times that never suspend. */
    @JvmStatic
    fun callTenDeep(times: Int): Int = runBlocking {
        var x = 0
        for (i in 0 until times) x = d10(x + i)
        x
    }

    /** So many coroutines that suspend [times] times each and are resumed by the event loop. */
    @JvmStatic
    fun switches(coroutines: Int, times: Int): Int = together(coroutines) {
        var switched = 0
        while (switched < times) {
            yield()
            switched++
        }
        switched
    }

    /** So many coroutines that suspend [times] times each at the bottom of a call chain of ten. */
    @JvmStatic
    fun deepSwitches(coroutines: Int, times: Int): Int = together(coroutines) {
        var x = 0
        for (i in 0 until times) x = deep(10, x + i)
        x
    }

    /** Awaits so many futures and adds up what they give; resumed in the thread that completes them. */
    @JvmStatic
    fun awaits(futures: Supplier<CompletableFuture<Int>>, times: Int): CompletableFuture<Int> =
        CoroutineScope(Dispatchers.Unconfined).future {
            var x = 0
            for (i in 0 until times) x = (x + futures.get().await()) and 127
            x
        }

    private fun together(coroutines: Int, program: suspend () -> Int): Int = runBlocking {
        List(coroutines) { async { program() } }.awaitAll().sum()
    }

    private suspend fun deep(depth: Int, x: Int): Int {
        if (depth == 1) {
            yield()
            return next(x)
        }
        return next(deep(depth - 1, x))
    }

    private fun next(x: Int): Int = (x + 1) and 127

    private suspend fun d10(x: Int): Int = next(d9(x))

    private suspend fun d9(x: Int): Int = next(d8(x))

    private suspend fun d8(x: Int): Int = next(d7(x))

    private suspend fun d7(x: Int): Int = next(d6(x))

    private suspend fun d6(x: Int): Int = next(d5(x))

    private suspend fun d5(x: Int): Int = next(d4(x))

    private suspend fun d4(x: Int): Int = next(d3(x))

    private suspend fun d3(x: Int): Int = next(d2(x))

    private suspend fun d2(x: Int): Int = next(d1(x))

    private suspend fun d1(x: Int): Int = next(x)
}
