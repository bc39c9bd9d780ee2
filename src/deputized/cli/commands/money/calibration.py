"""deputized money calibration"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write


@click.command("calibration")
@format_option
@registry_option
def calibration(format_: str, path: Path | None) -> None:
    """Every payment that is known, beside what the rules predict, what is left over, and the shares fitted on them.

    \b
    deputized money calibration
    """
    from deputized.money.calibration import calibration as calibrated
    from deputized.money.calibration import fit as fitted

    with opened(path) as registry:
        found = calibrated(registry)
    fit, rows = fitted(found), []
    for r in found:
        ends, left, ratio = r.predicted, r.residual, r.paid_to_predicted
        rows.append(
            {
                "recipient": r.payment.recipient, "day": r.payment.day, "paid": str(r.payment.amount), "basis": r.basis,
                "predicted_low": str(ends[0]) if ends else None, "predicted_high": str(ends[1]) if ends else None,
                "residual_low": str(left[0]) if left else None, "residual_high": str(left[1]) if left else None,
                "paid_to_predicted_low": round(ratio[0], 3) if ratio else None,
                "paid_to_predicted_high": round(ratio[1], 3) if ratio else None, "why": r.why,
                "share_fitted": fit.likeliest["purchases"] if ends else None,
                "residual_fitted_low": str(r.residual_at(fit.likeliest["purchases"])[0]) if ends else None,
                "residual_fitted_high": str(r.residual_at(fit.likeliest["purchases"])[1]) if ends else None,
                "source": r.payment.source.title, "source_url": r.payment.source.url, "confidence": r.payment.source.confidence,
            }
        )  # fmt: skip
    shown = (
        "recipient",
        "paid",
        "basis",
        "predicted_low",
        "predicted_high",
        "residual_low",
        "residual_high",
        "residual_fitted_low",
        "residual_fitted_high",
    )
    write(rows, format_, shown if format_ == "table" else None)
    if format_ == "table":
        for r in found:
            talk(f"{r.payment.recipient}: {r.why}")
        least, mean, most = fit.purchases
        talk(
            f"purchases: {least:.2f} to {most:.2f} of what the rules give was paid, {mean:.2f} in the mean of {fit.payments} payments "
            f"(the national sum holds Florida's): likeliest {fit.likeliest['purchases']}"
        )
        talk(
            f"pay: none of it need have been paid; at most {fit.pay_at_most:.2f} of ${fit.pay_due:,.0f} claimed and due, since "
            f"${fit.left_for_pay:,.0f} of the national sum is not known to be purchases: likeliest {fit.likeliest['pay']}, half of that"
        )
        talk("overtime and awards: no payment of either is known; taken as for pay")
