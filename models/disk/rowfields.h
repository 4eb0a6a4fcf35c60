#pragma once

#include "models/domain/lead.h"
#include "models/domain/notification.h"
#include "models/domain/payment.h"
#include "models/domain/plumber.h"

namespace pl::disk {

/// Which member of a row each column of its table on disk holds, and how many there are. `each` calls
/// `visit(name, member)` in the order of T::columns(); `row` may be const. Columns of PostgREST and of the file have
/// the same names.
template <class T>
struct RowFields;

template <>
struct RowFields<Lead>
{
    static constexpr const char *kTable = "leads";
    /// The customer's data are gone, and must be gone from the file.
    static bool isErased(const Lead &lead) { return lead.erasedAt || lead.withdrawnAt; }
    template <class Row, class Visit>
    static void each(Row &lead, Visit &&visit)
    {
        visit("id", lead.id);
        visit("first_name", lead.firstName);
        visit("last_name", lead.lastName);
        visit("email", lead.email);
        visit("phone_number", lead.phoneNumber);
        visit("service_needed", lead.serviceNeeded);
        visit("urgency", lead.urgency);
        visit("status", lead.status);
        visit("assigned_plumber_id", lead.assignedPlumberId);
        visit("created_at", lead.createdAt);
        visit("updated_at", lead.updatedAt);
        visit("zip_code", lead.zipCode);
        visit("description", lead.description);
        visit("source_id", lead.sourceId);
        visit("external_id", lead.externalId);
        visit("duplicate_of", lead.duplicateOf);
        visit("closed_reason", lead.closedReason);
        visit("erased_at", lead.erasedAt);
        visit("assigned_at", lead.assignedAt);
        visit("accepted_at", lead.acceptedAt);
        visit("completed_at", lead.completedAt);
        visit("version", lead.version);
        visit("attention", lead.attention);
        visit("street", lead.street);
        visit("city", lead.city);
        visit("state", lead.state);
        visit("phone_extension", lead.phoneExtension);
        visit("answers", lead.answers);
        visit("origin", lead.origin);
        visit("source_cost_cents", lead.sourceCostCents);
        visit("is_test", lead.isTest);
        visit("has_real_phone", lead.hasRealPhone);
        visit("import_id", lead.importId);
        visit("withdrawn_at", lead.withdrawnAt);
        visit("do_not_sell", lead.doNotSell);
    }
};

template <>
struct RowFields<Plumber>
{
    static constexpr const char *kTable = "plumbers";
    static bool isErased(const Plumber &plumber) { return plumber.withdrawnAt.has_value(); }
    template <class Row, class Visit>
    static void each(Row &plumber, Visit &&visit)
    {
        visit("id", plumber.id);
        visit("first_name", plumber.firstName);
        visit("last_name", plumber.lastName);
        visit("email", plumber.email);
        visit("phone_number", plumber.phoneNumber);
        visit("zip_code", plumber.zipCode);
        visit("services", plumber.services);
        visit("created_at", plumber.createdAt);
        visit("updated_at", plumber.updatedAt);
        visit("status", plumber.status);
        visit("service_radius_miles", plumber.serviceRadiusMiles);
        visit("daily_lead_cap", plumber.dailyLeadCap);
        visit("notify_by", plumber.notifyBy);
        visit("company", plumber.company);
        visit("license_number", plumber.licenseNumber);
        visit("license_expires", plumber.licenseExpires);
        visit("insurance_expires", plumber.insuranceExpires);
        visit("paused_until", plumber.pausedUntil);
        visit("weekly_lead_cap", plumber.weeklyLeadCap);
        visit("monthly_lead_cap", plumber.monthlyLeadCap);
        visit("zip_codes", plumber.zipCodes);
        visit("work_hours", plumber.workHours);
        visit("language", plumber.language);
        visit("verified_at", plumber.verifiedAt);
        visit("verified_by", plumber.verifiedBy);
        visit("payment_ready", plumber.paymentReady);
        visit("version", plumber.version);
        visit("import_id", plumber.importId);
        visit("withdrawn_at", plumber.withdrawnAt);
    }
};

template <>
struct RowFields<Payment>
{
    static constexpr const char *kTable = "payments";
    /// The reason of a refund is somebody's own words, which go with the customer.
    static bool isErased(const Payment &payment)
    {
        return !payment.refundReason && (payment.refundedCents > 0 || payment.refundRequestedCents);
    }
    template <class Row, class Visit>
    static void each(Row &payment, Visit &&visit)
    {
        visit("id", payment.id);
        visit("lead_id", payment.leadId);
        visit("plumber_id", payment.plumberId);
        visit("amount_cents", payment.amountCents);
        visit("refunded_cents", payment.refundedCents);
        visit("currency", payment.currency);
        visit("status", payment.status);
        visit("failure_code", payment.failureCode);
        visit("failure_message", payment.failureMessage);
        visit("receipt_url", payment.receiptUrl);
        visit("refund_reason", payment.refundReason);
        visit("refund_requested_cents", payment.refundRequestedCents);
        visit("stripe_payment_intent_id", payment.stripePaymentIntentId);
        visit("attempts", payment.attempts);
        visit("due_at", payment.dueAt);
        visit("created_at", payment.createdAt);
        visit("updated_at", payment.updatedAt);
        visit("version", payment.version);
    }
};

template <>
struct RowFields<Notification>
{
    static constexpr const char *kTable = "notifications";
    static bool isErased(const Notification &message) { return message.recipient.isEmpty(); }
    template <class Row, class Visit>
    static void each(Row &message, Visit &&visit)
    {
        visit("id", message.id);
        visit("lead_id", message.leadId);
        visit("plumber_id", message.plumberId);
        visit("channel", message.channel);
        visit("template", message.templateName);
        visit("recipient", message.recipient);
        visit("status", message.status);
        visit("attempts", message.attempts);
        visit("next_attempt_at", message.nextAttemptAt);
        visit("error", message.error);
        visit("delivery", message.delivery);
        visit("delivery_error", message.deliveryError);
        visit("created_at", message.createdAt);
        visit("updated_at", message.updatedAt);
        visit("version", message.version);
        visit("body", message.body);
        visit("seen", message.seen);
    }
};

} // namespace pl::disk
