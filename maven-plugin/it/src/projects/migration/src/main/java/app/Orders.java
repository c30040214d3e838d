package app;

import java.util.concurrent.CompletableFuture;

/** Orders and what they cost: straße, naïve, 店. */
public class Orders {
	static CompletableFuture<Integer> price(String name) {
		return CompletableFuture.supplyAsync(() -> name.length());
	}

	static CompletableFuture<String> bill(String name) {
		// one of each
		return price(name)
				.thenApply(cost -> name + " costs " + cost)
				.thenApply(String::toUpperCase);
	}

	static CompletableFuture<String> watched(String name) {
		return bill(name).whenComplete((text, failure) -> System.out.println(text));
	}

	public static void main(String[] args) {
		System.out.println(bill("nut").join());
	}
}
