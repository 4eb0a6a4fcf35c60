#pragma once

#include "models/domain/activityevent.h"
#include "models/domain/historychain.h"
#include "models/domain/intakeitem.h"
#include "models/domain/lead.h"
#include "models/domain/notification.h"
#include "models/domain/payment.h"

// What is read of each table for a person's file, for `select=`.

namespace pl::customer {

inline QByteArray leadColumns()
{
    return Lead::columns() + ",consent,decision";
}
inline QByteArray historyColumns()
{
    return HistoryLine::columns();
}
inline QByteArray messageColumns()
{
    return Notification::columns() + ",sent_text,provider_id,delivery_at";
}
inline QByteArray paymentColumns()
{
    return Payment::columns() + ",stripe_charge_id";
}
inline QByteArray attemptColumns()
{
    return "id,payment_id,kind,number,amount_cents,status,failure_code,failure_message,created_at,updated_at";
}
inline QByteArray exceptionColumns()
{
    return "id,kind,payment_id,stripe_id,detail,found_at,settled_at,settled_by";
}
inline QByteArray itemColumns()
{
    return IntakeItem::columns();
}
inline QByteArray deedColumns()
{
    return ActivityEvent::columns();
}
inline QByteArray plumberColumns()
{
    return "id,first_name,last_name,company";
}
inline QByteArray sourceColumns()
{
    return "id,name";
}

} // namespace pl::customer
