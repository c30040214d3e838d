package dev.heddle.benchmarks.kotlin

import kotlinx.coroutines.runBlocking

/** Receivers of virtual calls whose methods are suspend functions. Stateless. */
object KotlinSteps {
    private val kinds: Array<Step> = arrayOf(Step1(), Step2(), Step3(), Step4(), Step5(), Step6(), Step7(), Step8())

    /** Calls an interface method that never suspends [times] times, on receivers of so many [classes] in turn. */
    @JvmStatic
    fun callVirtual(classes: Int, times: Int): Int = runBlocking {
        val steps = kinds
        var x = 0
        for (i in 0 until times) x = steps[i and (classes - 1)].next(x + i)
        x
    }

    private interface Step {
        suspend fun next(x: Int): Int
    }

    private class Step1 : Step {
        override suspend fun next(x: Int): Int = (x + 1) and 127
    }


    private class Step2 : Step {
        override suspend fun next(x: Int): Int = (x + 2) and 127
    }


    private class Step3 : Step {
        override suspend fun next(x: Int): Int = (x + 3) and 127
    }


    private class Step4 : Step {
        override suspend fun next(x: Int): Int = (x + 4) and 127
    }


    private class Step5 : Step {
        override suspend fun next(x: Int): Int = (x + 5) and 127
    }


    private class Step6 : Step {
        override suspend fun next(x: Int): Int = (x + 6) and 127
    }


    private class Step7 : Step {
        override suspend fun next(x: Int): Int = (x + 7) and 127
    }


    private class Step8 : Step {
        override suspend fun next(x: Int): Int = (x + 8) and 127
    }
}
