// Says that a search is overdue once the reader's own day is later than the day it was due: pages are made without a clock.
"use strict";
for (const due of document.querySelectorAll(".lr-due")) {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  if (today > due.textContent.trim()) {
    const mark = document.createElement("strong");
    mark.className = "lr-overdue";
    mark.textContent = "overdue";
    due.after(" (", mark, ")");
  }
}
