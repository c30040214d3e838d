package others

import dev.heddle.Coroutine
import dev.heddle.Coroutines.{await, done}
import dev.heddle.annotation.Async
import dev.heddle.conformance.{Case, Probe, Trace}

case class Point(x: Int, y: Int, name: Option[String] = None)

sealed trait Shape
case class Circle(radius: Double) extends Shape
case class Square(side: Int) extends Shape
case object Nothingness extends Shape

trait Step {
  def next(value: Integer): Coroutine[Integer]
}

object Scala {
  @Async def probe(value: Int): Coroutine[Integer] = done(await(Probe.of(Int.box(value))))

  def int(value: Integer): Int = value.intValue

  @Case @Async def whileLoop(): Coroutine[Integer] = {
    var sum = 0
    var i = 0
    while (i < 4) {
      sum += await(probe(i)).intValue
      i += 1
    }
    done(Int.box(sum))
  }

  @Case @Async def matchesOverTypes(): Coroutine[String] = {
    var shapes: List[Shape] = List(Circle(1.5), Square(3), Nothingness)
    val text = new StringBuilder
    while (shapes.nonEmpty) {
      await(Probe.of(shapes.head)) match {
        case Circle(radius) if await(Probe.of(Boolean.box(true))).booleanValue => text.append("circle ").append(radius)
        case Square(side) => text.append("square ").append(side).append(await(Probe.of(".")))
        case other => text.append(other.toString)
      }
      shapes = shapes.tail
    }
    done(text.toString)
  }

  @Case @Async def matchesOverStrings(): Coroutine[Integer] = {
    val words = Array("one", "two", "three", "Aa", "BB")
    var sum = 0
    var i = 0
    while (i < words.length) {
      sum += (await(Probe.of(words(i))) match {
        case "one" => await(probe(1)).intValue
        case "two" | "three" => 10
        case "Aa" => await(probe(100)).intValue
        case "BB" => 1000
        case word => throw new IllegalStateException(word)
      })
      i += 1
    }
    done(Int.box(sum))
  }

  @Case @Async def tryAsAnArgument(): Coroutine[Point] = {
    val y = try await(probe(2)).intValue
    catch {
      case e: RuntimeException =>
        Trace.log("caught", e)
        await(probe(3)).intValue
    } finally Trace.log("finally", await(Probe.of("f")))
    done(Point(await(probe(1)).intValue, y, if (await(Probe.of(Boolean.box(true))).booleanValue) Some(await(Probe.of("n"))) else None))
  }

  @Case @Async def tailRecursion(): Coroutine[Integer] = done(Int.box(counted(await(probe(4)).intValue, 0)))

  private def counted(n: Int, sum: Int): Int = if (n == 0) sum else counted(n - 1, sum + n)

  @Case @Async def capturedVariables(): Coroutine[String] = {
    var count = 0
    var total = 0L
    val add = (n: Int) => { count += 1; total += n }
    var left = List(3, 4, 5)
    while (left.nonEmpty) {
      add(await(probe(left.head)).intValue)
      left = left.tail
    }
    done(s"$count $total")
  }

  @Case @Async def lambdasThatAwait(): Coroutine[Integer] = {
    val step: Step = value => done(Int.box(await(probe(value + 1)).intValue * 2))
    done(await(step.next(await(step.next(1)))))
  }

  @Case @Async def lazyValues(): Coroutine[String] = {
    lazy val text = { Trace.log("made"); "lazy" }
    val first = await(probe(1))
    done(text + first + await(Probe.of("!")) + text)
  }

  @Case @Async def destructured(): Coroutine[Integer] = {
    val Point(x, y, _) = await(Probe.of(Point(3, 4)))
    val (a, b) = (await(probe(x)).intValue, y)
    done(Int.box(a * b))
  }

  @Case @Async def wideOperands(): Coroutine[java.lang.Double] = {
    val base = 1L << 40
    done(Double.box(base + await(Probe.of(Double.box(2.5))).doubleValue * (await(Probe.of(Long.box(3L))).longValue - 1)))
  }

  @Case @Async def inAClassAndATrait(): Coroutine[Integer] =
    done(Int.box(await(new Owner(2).doubled()).intValue + await(new Owner(3).mixedIn(await(probe(1)).intValue)).intValue))

  @Case @Async def handedOn(): Coroutine[Integer] = {
    Trace.log("hands on")
    probe(5)
  }
}

trait Mixin {
  def base: Int

  @Async def mixedIn(more: Int): Coroutine[Integer] = {
    val a = await(Probe.of(Int.box(base)))
    done(Int.box(a.intValue + more))
  }
}

class Owner(n: Int) extends Mixin {
  val base: Int = 7

  @Async def doubled(): Coroutine[Integer] = done(Int.box(n * await(Probe.of(Int.box(2))).intValue))
}
