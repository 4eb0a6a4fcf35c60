#pragma once

#include "models/mapping/mapper.h"
#include "ui/office/officecontext.h"

#include <QWidget>

#include <functional>
#include <optional>

class QGridLayout;

namespace pl::ui {

class BodyModel;
class ElidedLabel;
class PlainLabel;

/// The lead that a mapping makes of a body, in facts that say where they come from, or why it makes none.
class LeadPreview : public QWidget
{
    Q_OBJECT

public:
    explicit LeadPreview(OfficeContext &context, QWidget *parent = nullptr);

    /// `mapped`: what mapBody gave, not empty. `body` tells where a fact comes from.
    void present(const QList<mapping::Mapped> &mapped, const BodyModel &body);

private:
    struct Fact
    {
        PlainLabel *title = nullptr;
        ElidedLabel *text = nullptr;
        ElidedLabel *aside = nullptr;
    };
    Fact addFact(QGridLayout &grid, const char *name, const QString &title);
    void show(const Fact &fact, const QString &text, const QString &unknown, const QString &aside = {});
    void presentLead(const mapping::MappedLead &lead, const BodyModel &body);
    QString zipAside(const mapping::MappedLead &lead) const;

    OfficeContext &m_context;
    PlainLabel *m_problem;
    PlainLabel *m_others;
    QWidget *m_facts;
    Fact m_name;
    Fact m_phone;
    Fact m_email;
    Fact m_service;
    Fact m_urgency;
    Fact m_zip;
    Fact m_place;
    Fact m_cost;
    Fact m_test;
};

} // namespace pl::ui
