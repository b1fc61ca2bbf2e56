/**
 * The settings: where they come from, what they may be, and the data directory. May import the
 * value types that settings are made of; knows no room that does work.
 */
package dev.buttoncolor.config;
