#pragma once

#include "models/domain/lead.h"
#include "ui/office/officecontext.h"

#include <QWidget>

class QVBoxLayout;

namespace pl::ui {

class FactRow;

/// What a lead's customer wants, how to reach them, and where the lead came from. Says what is unknown, and of what the
/// plumber is not charged for, why. Prices and costs show only to admins.
class CustomerFacts : public QWidget
{
    Q_OBJECT

public:
    CustomerFacts(OfficeContext &context, QWidget *parent);

    void present(const Lead &lead);

private:
    FactRow *addFact(const char *name, const QString &iconName);
    void presentPhone(const Lead &lead);
    void presentSource(const Lead &lead);
    QString priceText(const Lead &lead) const;

    OfficeContext &m_context;
    QVBoxLayout *m_rows;
    FactRow *m_service;
    FactRow *m_phone;
    FactRow *m_email;
    FactRow *m_address;
    FactRow *m_source;
    FactRow *m_cost;
};

} // namespace pl::ui
