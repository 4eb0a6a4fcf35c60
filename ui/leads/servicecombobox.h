#pragma once

#include "models/domain/service.h"

#include <QComboBox>

namespace pl::ui {

/// Chooses one of the office's services by typing any part of its name.
class ServiceComboBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ServiceComboBox(QWidget *parent);

    /// The active ones, and `kept` besides: a lead may ask for a service that is no longer offered.
    void setServices(const QList<Service> &services, const QString &kept);
    /// The chosen service as the office writes it; what was typed when it is none of the list.
    QString service() const;
    /// Whether it is one of the list. True for any text while the list is empty.
    bool isKnown() const;
};

} // namespace pl::ui
