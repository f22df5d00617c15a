/// From findings to what people are told: severity and alerts.
@NullMarked
package dev.leeway.core.alert;

import org.jspecify.annotations.NullMarked;
