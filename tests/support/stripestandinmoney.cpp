#include "tests/support/stripestandin.h"

/// What happens to money and cards in the stand-in.
namespace pl::test {

using json = StripeStandIn::json;

namespace {

json invalid(const std::string &code, const std::string &message)
{
    return {{"error", {{"type", "invalid_request_error"}, {"code", code}, {"message", message}}}};
}

bool isAlive(const json &refund)
{
    return refund["status"] != "failed" && refund["status"] != "canceled";
}

} // namespace

StripeStandIn::Answer StripeStandIn::createCustomer(const json &parameters)
{
    json &customer = make("customer", "cus");
    for (const auto &[name, value] : parameters.items())
        customer[name] = value;
    return {200, customer};
}

StripeStandIn::Answer StripeStandIn::updateCustomer(const std::string &id, const json &parameters)
{
    json *customer = find(id, "customer");
    if (!customer || customer->value("deleted", false))
        return {404, invalid("resource_missing", "No such customer.")};
    if (parameters.contains("invoice_settings")) {
        const std::string card = parameters["invoice_settings"].value("default_payment_method", std::string());
        const json *method = find(card, "payment_method");
        if (!method || (*method)["customer"] != id)
            return {400, invalid("resource_missing", "No such PaymentMethod on this customer.")};
        (*customer)["invoice_settings"]["default_payment_method"] = card;
    }
    emitEvent("customer.updated", *customer);
    return {200, *customer};
}

StripeStandIn::Answer StripeStandIn::createSession(const json &parameters)
{
    const std::string customer = parameters.value("customer", std::string());
    if (parameters.value("mode", "") != "setup" || !parameters.contains("success_url"))
        return complain(400, invalid("parameter_missing", "Missing required param."));
    const json *owner = find(customer, "customer");
    if (!owner || owner->value("deleted", false))
        return {400, invalid("resource_missing", "No such customer.")};
    json setup = make("setup_intent", "seti");
    m_objects[setup["id"]]["customer"] = customer;
    json &session = make("checkout.session", "cs_test");
    session["mode"] = "setup";
    session["customer"] = customer;
    session["setup_intent"] = setup["id"];
    session["payment_intent"] = nullptr;
    session["metadata"] = parameters.value("metadata", json::object());
    session["success_url"] = parameters["success_url"];
    session["expires_at"] = m_now + 86'400;
    session["url"] = "https://checkout.stripe.test/c/pay/" + session["id"].get<std::string>();
    return {200, session};
}

std::string StripeStandIn::giveCard(const std::string &customer, const std::string &kind)
{
    json &method = make("payment_method", "pm");
    method["customer"] = customer;
    const std::string id = method["id"];
    m_cardKinds[id] = kind;
    emitEvent("payment_method.attached", method);
    return id;
}

void StripeStandIn::fillSetupPage(const std::string &customer, const std::string &kind)
{
    const std::string card = giveCard(customer, kind);
    for (const json &found : all("checkout.session")) {
        if (found["customer"] != customer || found["status"] != "open")
            continue;
        json &session = m_objects[found["id"]];
        json &setup = m_objects[session["setup_intent"]];
        setup["status"] = "succeeded";
        setup["payment_method"] = card;
        session["status"] = "complete";
        emitEvent("setup_intent.succeeded", setup);
        emitEvent("checkout.session.completed", session);
    }
}

void StripeStandIn::makeDefault(const std::string &customer, const std::string &paymentMethod)
{
    json &owner = m_objects.at(customer);
    owner["invoice_settings"]["default_payment_method"] = paymentMethod;
    emitEvent("customer.updated", owner);
}

void StripeStandIn::takeCardAway(const std::string &paymentMethod)
{
    json &method = m_objects.at(paymentMethod);
    const std::string customer = method["customer"];
    method["customer"] = nullptr;
    json &owner = m_objects.at(customer);
    if (owner["invoice_settings"]["default_payment_method"] == paymentMethod)
        owner["invoice_settings"]["default_payment_method"] = nullptr;
    emitEvent("payment_method.detached", method, {{"customer", customer}});
}

void StripeStandIn::deleteCustomer(const std::string &customer)
{
    json gone = m_objects.at(customer);
    emitEvent("customer.deleted", gone);
    m_objects[customer] = m_fixtures.at("deleted_customer");
    m_objects[customer]["id"] = customer;
    m_objects[customer]["created"] = gone["created"];
}

StripeStandIn::Answer StripeStandIn::createIntent(const json &parameters)
{
    const std::string customer = parameters.value("customer", std::string());
    const json *owner = find(customer, "customer");
    if (!owner || owner->value("deleted", false))
        return {400, invalid("resource_missing", "No such customer.")};
    const std::string amount = parameters.value("amount", std::string());
    if (amount.find_first_not_of("0123456789") != std::string::npos || amount.empty())
        return complain(400, invalid("parameter_invalid_integer", "Invalid integer: " + amount));
    if (std::stoi(amount) < 50)
        return {400, invalid("amount_too_small", "Amount must be at least $0.50 usd.")};
    const std::string card = parameters.value("payment_method", std::string());
    const json *method = find(card, "payment_method");
    if (!method || (*method)["customer"] != customer)
        return {400, invalid("resource_missing", "No such PaymentMethod.")};
    json &intent = make("payment_intent", "pi");
    intent["amount"] = std::stoi(amount);
    intent["currency"] = parameters.value("currency", std::string());
    intent["customer"] = customer;
    intent["payment_method"] = card;
    intent["metadata"] = parameters.value("metadata", json::object());
    intent["last_payment_error"] = nullptr;
    intent["next_action"] = nullptr;
    intent["canceled_at"] = nullptr;
    intent["status"] = "requires_confirmation";
    if (parameters.value("confirm", "") != "true")
        return {200, expanded(intent, parameters)};
    Answer answer = tryCard(intent, parameters.value("off_session", "") == "true");
    return answer.status == 200 ? Answer{200, expanded(m_objects[answer.body["id"]], parameters)} : answer;
}

StripeStandIn::Answer StripeStandIn::confirmIntent(const std::string &id, const json &parameters)
{
    json *intent = find(id, "payment_intent");
    if (!intent)
        return {404, invalid("resource_missing", "No such payment_intent.")};
    const std::string status = (*intent)["status"];
    if (status == "succeeded" || status == "canceled" || status == "processing") {
        json refusal = invalid("payment_intent_unexpected_state", "This PaymentIntent can't be confirmed.");
        refusal["error"]["payment_intent"] = *intent;
        return {400, refusal};
    }
    if (parameters.contains("payment_method"))
        (*intent)["payment_method"] = parameters["payment_method"];
    const json *method = find((*intent)["payment_method"], "payment_method");
    if (!method || (*method)["customer"] != (*intent)["customer"])
        return {400, invalid("resource_missing", "No such PaymentMethod.")};
    Answer answer = tryCard(*intent, parameters.value("off_session", "") == "true");
    return answer.status == 200 ? Answer{200, expanded(m_objects[id], parameters)} : answer;
}

StripeStandIn::Answer StripeStandIn::tryCard(json &intent, bool offSession)
{
    const std::string kind = m_cardKinds[intent["payment_method"]];
    intent["next_action"] = nullptr;
    if (kind == "pm_card_chargeDeclined")
        return decline(intent, "card_declined", "generic_decline", "Your card was declined.");
    if (kind == "pm_card_chargeDeclinedInsufficientFunds")
        return decline(intent, "card_declined", "insufficient_funds", "Your card has insufficient funds.");
    if (kind == "pm_card_chargeDeclinedExpiredCard")
        return decline(intent, "expired_card", "expired_card", "Your card has expired.");
    if (kind == "pm_card_authenticationRequired") {
        if (offSession)
            return decline(intent, "authentication_required", "authentication_required",
                           "Your card was declined. This transaction requires authentication.");
        intent["status"] = "requires_action";
        intent["next_action"] = {
            {"type", "redirect_to_url"},
            {"redirect_to_url", {{"url", "https://hooks.stripe.test/3d/" + intent["id"].get<std::string>()}}}};
        emitEvent("payment_intent.requires_action", intent);
        return {200, intent};
    }
    const std::string id = intent["id"];
    succeed(intent);
    return {200, m_objects[id]};
}

StripeStandIn::Answer StripeStandIn::decline(json &intent, const char *code, const char *declineCode,
                                             const char *message)
{
    json problem{{"type", "card_error"}, {"code", code}, {"decline_code", declineCode}, {"message", message}};
    intent["status"] = "requires_payment_method";
    intent["last_payment_error"] = problem;
    emitEvent("payment_intent.payment_failed", intent);
    problem["payment_intent"] = intent;
    return {402, {{"error", problem}}};
}

void StripeStandIn::succeed(json &intent)
{
    const json intentNow = intent;
    json &charge = make("charge", "ch");
    charge["amount"] = intentNow["amount"];
    charge["amount_captured"] = intentNow["amount"];
    charge["captured"] = true;
    charge["currency"] = intentNow["currency"];
    charge["customer"] = intentNow["customer"];
    charge["payment_intent"] = intentNow["id"];
    charge["metadata"] = intentNow["metadata"];
    charge["receipt_url"] = "https://pay.stripe.test/receipts/" + charge["id"].get<std::string>();
    charge.erase("refunds");
    json &paid = m_objects[intentNow["id"]];
    paid["latest_charge"] = charge["id"];
    paid["status"] = "succeeded";
    paid["amount_received"] = paid["amount"];
    paid["last_payment_error"] = nullptr;
    paid["next_action"] = nullptr;
    emitEvent("charge.succeeded", charge);
    emitEvent("payment_intent.succeeded", paid);
}

void StripeStandIn::answerBank(const std::string &id, bool yes)
{
    json &intent = m_objects.at(id);
    if (yes)
        return succeed(intent);
    intent["next_action"] = nullptr;
    decline(intent, "payment_intent_authentication_failure", "",
            "The provided PaymentMethod has failed authentication.");
}

StripeStandIn::Answer StripeStandIn::cancelIntent(const std::string &id)
{
    json *intent = find(id, "payment_intent");
    if (!intent)
        return {404, invalid("resource_missing", "No such payment_intent.")};
    if ((*intent)["status"] == "succeeded" || (*intent)["status"] == "canceled")
        return {400, invalid("payment_intent_unexpected_state", "You cannot cancel this PaymentIntent.")};
    (*intent)["status"] = "canceled";
    (*intent)["canceled_at"] = m_now;
    (*intent)["next_action"] = nullptr;
    emitEvent("payment_intent.canceled", *intent);
    return {200, *intent};
}

StripeStandIn::Answer StripeStandIn::createRefund(const json &parameters)
{
    const json *intent = find(parameters.value("payment_intent", std::string()), "payment_intent");
    if (!intent || !(*intent)["latest_charge"].is_string())
        return {400, invalid("resource_missing", "This PaymentIntent does not have a successful charge to refund.")};
    const std::string intentId = (*intent)["id"];
    const std::string chargeId = (*intent)["latest_charge"];
    const int left = m_objects[chargeId]["amount"].get<int>() - m_objects[chargeId]["amount_refunded"].get<int>();
    const int amount = std::stoi(parameters.value("amount", std::to_string(left)));
    if (left == 0)
        return {400, invalid("charge_already_refunded", "Charge has already been refunded.")};
    if (amount > left || amount <= 0)
        return {400, invalid("amount_too_large", "Refund amount is greater than unrefunded amount on charge.")};
    const std::string refundId = make("refund", "re")["id"];
    json &refund = m_objects[refundId];
    refund["amount"] = amount;
    refund["charge"] = chargeId;
    refund["payment_intent"] = intentId;
    refund["metadata"] = parameters.value("metadata", json::object());
    refund["reason"] = parameters.value("reason", json());
    json &charge = m_objects[chargeId];
    charge["amount_refunded"] = charge["amount_refunded"].get<int>() + amount;
    charge["refunded"] = charge["amount_refunded"] == charge["amount"];
    emitEvent("charge.refunded", charge);
    if (m_refundsFail)
        failRefund(refundId);
    return {200, m_objects[refundId]};
}

void StripeStandIn::failRefund(const std::string &id)
{
    json &refund = m_objects.at(id);
    if (!isAlive(refund))
        return;
    const json before{{"status", refund["status"]}};
    refund["status"] = "failed";
    refund["failure_reason"] = "expired_or_canceled_card";
    refund["failure_balance_transaction"] = "txn_standin" + std::to_string(++m_next);
    json &charge = m_objects.at(refund["charge"]);
    charge["amount_refunded"] = charge["amount_refunded"].get<int>() - refund["amount"].get<int>();
    charge["refunded"] = false;
    // Before 2024-10-28 Stripe keeps `refund.failed` for refunds without a charge.
    emitEvent("charge.refund.updated", refund, before);
}

std::string StripeStandIn::openDispute(const std::string &chargeId)
{
    json &dispute = make("dispute", "dp");
    json &charge = m_objects.at(chargeId);
    charge["disputed"] = true;
    dispute["charge"] = chargeId;
    dispute["payment_intent"] = charge["payment_intent"];
    dispute["amount"] = charge["amount"];
    dispute["status"] = "needs_response";
    emitEvent("charge.dispute.created", dispute);
    return dispute["id"];
}

void StripeStandIn::closeDispute(const std::string &id, const char *status)
{
    json &dispute = m_objects.at(id);
    dispute["status"] = status;
    emitEvent("charge.dispute.closed", dispute);
}

std::string StripeStandIn::chargeByHand(const std::string &customer, int cents)
{
    const std::string id = make("payment_intent", "pi")["id"];
    m_objects[id]["amount"] = cents;
    m_objects[id]["customer"] = customer;
    succeed(m_objects[id]);
    return id;
}

} // namespace pl::test
