/** The settings: where they come from, what they may be, and the data directory. */
package dev.buttoncolor.config;
