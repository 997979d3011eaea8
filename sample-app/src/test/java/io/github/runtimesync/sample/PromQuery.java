/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression reads: a small part of the language, enough to tell metrics,
 * labels and label values from functions, keywords, durations and variables.
 *
 * @param metrics names of metrics
 * @param labels names of labels in selectors, groupings and matchings
 * @param equals values that a selector wants of a label, by label
 */
record PromQuery(Set<String> metrics, Set<String> labels, Map<String, String> equals) {

	private static final Pattern TOKEN = Pattern.compile("(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
			+ "|(?<range>\\[[^\\]]*\\])|(?<variable>\\$\\w+|\\$\\{\\w+\\})|(?<name>[a-zA-Z_:][\\w:]*)"
			+ "|(?<number>[0-9][\\w.]*)|(?<symbol>=~|!~|!=|==|>=|<=|\\S)");

	private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

	private static final Set<String> LISTS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

	static PromQuery parse(String expression) {
		return new Parser(expression).parse();
	}

	/**
	 * Goes through the tokens and remembers in what kind of brackets it is.
	 */
	private static final class Parser {

		private final PromQuery query = new PromQuery(new LinkedHashSet<>(), new LinkedHashSet<>(),
				new LinkedHashMap<>());

		private final List<MatchResult> tokens;

		private int at;

		Parser(String expression) {
			Matcher matcher = TOKEN.matcher(expression);
			this.tokens = matcher.results().toList();
		}

		PromQuery parse() {
			while (this.at < this.tokens.size()) {
				String token = next();
				if (token.equals("{")) {
					selector();
				}
				else if (LISTS.contains(token)) {
					list();
				}
				else if (isName(token) && !KEYWORDS.contains(token) && !"(".equals(peek())) {
					boolean aggregates = LISTS.contains(String.valueOf(peek()));
					if (!aggregates) {
						this.query.metrics().add(token);
					}
				}
			}
			return this.query;
		}

		private void selector() {
			for (String label = next(); !label.equals("}"); label = next()) {
				if (label.equals(",")) {
					continue;
				}
				String operator = next();
				String quoted = next();
				String value = quoted.substring(1, quoted.length() - 1);
				if (label.equals("__name__")) {
					this.query.metrics().addAll(Set.of(value.split("\\|")));
					continue;
				}
				this.query.labels().add(label);
				if (operator.equals("=") && !value.contains("$")) {
					this.query.equals().put(label, value);
				}
			}
		}

		private void list() {
			if (!"(".equals(peek())) {
				return;
			}
			next();
			for (String label = next(); !label.equals(")"); label = next()) {
				if (!label.equals(",")) {
					this.query.labels().add(label);
				}
			}
		}

		private String next() {
			if (this.at >= this.tokens.size()) {
				throw new IllegalArgumentException("The expression ends too early");
			}
			return this.tokens.get(this.at++).group();
		}

		private String peek() {
			return (this.at < this.tokens.size()) ? this.tokens.get(this.at).group() : null;
		}

		private static boolean isName(String token) {
			return token.matches("[a-zA-Z_:][\\w:]*");
		}

	}

}
