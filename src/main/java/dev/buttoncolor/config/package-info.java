/**
 * The settings: where they come from, what they may be, and the data directory. Imports {@code
 * files}, and of {@code experiment}, {@code statsig}, {@code store.database} and {@code
 * web.landing} the values that settings are made of.
 */
package dev.buttoncolor.config;
