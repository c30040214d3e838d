@file:JvmName("Kotlin")

package others

import dev.heddle.Coroutine
import dev.heddle.Coroutines.await
import dev.heddle.Coroutines.done
import dev.heddle.annotation.Async
import dev.heddle.conformance.Case
import dev.heddle.conformance.Probe
import dev.heddle.conformance.Trace

data class Point(val x: Int, val y: Int, val name: String? = null)

sealed interface Shape
class Circle(val radius: Double) : Shape
class Square(val side: Int) : Shape
object Nothingness : Shape

fun interface Step {
    fun next(value: Int): Coroutine<Int>
}

@Async
fun probe(value: Int): Coroutine<Int> = done(await(Probe.of(value)))

@Case
@Async
fun forOverARange(): Coroutine<Int> {
    var sum = 0
    for (i in 1..4) sum += await(probe(i))
    for (i in 10 downTo 4 step 3) sum += await(Probe.of(i))
    return done(sum)
}

@Case
@Async
fun inlinedLambdas(): Coroutine<String> {
    val texts = mutableListOf<String>()
    repeat(3) { texts += "turn ${await(Probe.of(it))}" }
    listOf(1, 2, 3).filter { it != 2 }.forEach { texts.add("item " + await(probe(it))) }
    val doubled = listOf(4, 5).map { await(Probe.of(it)) * 2 }
    return done(texts.joinToString() + doubled)
}

@Case
@Async
fun leavesAnInlinedLambda(): Coroutine<Int> {
    listOf(1, 2, 3).forEach {
        if (await(Probe.of(it)) == 2) return done(it * 100)
    }
    return done(-1)
}

@Case
@Async
fun tryAsAnArgument(): Coroutine<Point> {
    val point = Point(
        await(Probe.of(1)),
        try { await(Probe.of(2)) } catch (e: RuntimeException) { Trace.log("caught", e); await(Probe.of(3)) },
        if (await(Probe.of(true))) await(Probe.of("named")) else null,
    )
    return done(point)
}

@Case
@Async
fun whenOverTypes(): Coroutine<String> {
    val text = StringBuilder()
    for (shape in listOf(Circle(1.5), Square(3), Nothingness)) {
        text.append(
            when (val seen = await(Probe.of(shape))) {
                is Circle -> await(Probe.of("circle ")) + seen.radius
                is Square -> "square " + seen.side + await(Probe.of("."))
                Nothingness -> "nothing"
            },
        )
    }
    return done(text.toString())
}

@Case
@Async
fun whenOverStrings(): Coroutine<Int> {
    var sum = 0
    for (word in arrayOf("one", "two", "three", "Aa", "BB")) {
        sum += when (await(Probe.of(word))) {
            "one" -> await(Probe.of(1))
            "two", "three" -> 10
            "Aa" -> await(Probe.of(100))
            "BB" -> 1000
            else -> throw IllegalStateException(word)
        }
    }
    return done(sum)
}

@Case
@Async
fun elvisAndSafeCalls(): Coroutine<String> {
    val none: Point? = await(Probe.of<Point?>(null))
    val some: Point? = await(Probe.of(Point(1, 2, "p")))
    val length = none?.name?.length ?: await(Probe.of(7))
    val upper = some?.name?.let { it + await(Probe.of(it)) } ?: "no name"
    return done("$length $upper ${none?.x}")
}

@Case
@Async
fun finallyInsideALoop(): Coroutine<Int> {
    var turns = 0
    outer@ while (true) {
        try {
            turns += await(Probe.of(1))
            if (turns == 2) continue@outer
            if (turns > 3) break
        } finally {
            Trace.log("finally", await(Probe.of(turns)))
        }
    }
    return done(turns)
}

@Case
@Async
fun capturedVariables(): Coroutine<String> {
    var count = 0
    var total = 0L
    val add = { n: Int -> count++; total += n }
    for (n in intArrayOf(3, 4, 5)) add(await(Probe.of(n)))
    return done("$count $total")
}

@Case
@Async
fun lambdasThatAwait(): Coroutine<Int> {
    val step = Step { value -> val more = await(Probe.of(value + 1)); done(more * 2) }
    return done(await(step.next(await(step.next(1)))))
}

@Case
@Async
fun annotatedLambda(): Coroutine<Int> {
    var base = await(Probe.of(1))
    val step = Step @Async { value -> base += await(Probe.of(value)); probe(base) }
    return done(await(step.next(5)) + await(step.next(base)))
}

@Case
@Async
fun destructured(): Coroutine<Int> {
    val (x, y) = await(Probe.of(Point(3, 4)))
    val (a, b, c) = Triple(await(Probe.of(x)), y, await(Probe.of(5L)))
    return done(a * b + c.toInt())
}

@Case
@Async
fun defaultArguments(): Coroutine<String> = done(await(withDefaults(1)) + await(withDefaults(2, 9L, "given")))

@Async
fun withDefaults(first: Int, second: Long = 5L, third: String = "default"): Coroutine<String> {
    val sum = first + await(Probe.of(second))
    return done("$sum $third;")
}

@Case
@Async
fun suspendedInACompanion(): Coroutine<Int> = done(await(Owner.made()) + await(Owner(2).doubled()) + await(Single.value()))

class Owner(private val n: Int) {
    private lateinit var late: String

    @Async
    fun doubled(): Coroutine<Int> {
        late = await(Probe.of("late"))
        return done(n * await(Probe.of(2)) + late.length)
    }

    companion object {
        private var made = 0

        @Async
        @JvmStatic
        fun made(): Coroutine<Int> {
            made = await(Probe.of(40))
            return done(made)
        }
    }
}

object Single {
    @Async
    fun value(): Coroutine<Int> {
        val numbers = generateSequence(1) { it * 2 }.take(4).toList()
        return done(numbers.sumOf { await(Probe.of(it)) })
    }
}

inline fun <T> measured(name: String, body: () -> T): T {
    Trace.log("before", name)
    try {
        return body()
    } finally {
        Trace.log("after", name)
    }
}

@Case
@Async
fun inlinedTry(): Coroutine<Int> = done(measured("outer") { measured("inner") { await(Probe.of(3)) } + await(Probe.of(4)) })

@Case
@Async
fun wideOperands(): Coroutine<Double> {
    val base = 1L shl 40
    return done(base + await(Probe.of(2.5)) * (await(Probe.of(3L)) - 1) + await(Probe.of(1.toByte())))
}

@Case
@Async
fun handedOn(): Coroutine<Int> {
    Trace.log("hands on")
    return probe(5)
}
