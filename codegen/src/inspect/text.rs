//! The summary as text.

use std::fmt;

use super::{OperationSummary, Summary, TypeSummary};

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blank = false;
        let mut gap = |f: &mut fmt::Formatter<'_>| match std::mem::replace(&mut blank, true) {
            true => writeln!(f),
            false => Ok(()),
        };
        for service in &self.services {
            gap(f)?;
            writeln!(f, "service {}", service.name)?;
            doc(f, service.doc.as_deref())?;
            for port in &service.ports {
                write!(f, "  port {} ({})", port.name, port.protocol)?;
                match &port.address {
                    Some(address) => writeln!(f, " at {address}")?,
                    None => writeln!(f)?,
                }
            }
        }
        let mut port_type = None;
        for operation in &self.operations {
            if port_type.replace(&operation.port_type) != Some(&operation.port_type) {
                gap(f)?;
                writeln!(f, "portType {}", operation.port_type)?;
            }
            write!(f, "{operation}")?;
        }
        for ty in &self.types {
            gap(f)?;
            write!(f, "{ty}")?;
        }
        Ok(())
    }
}

impl fmt::Display for OperationSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {}", self.signature)?;
        if let Some(text) = self.doc.as_deref() {
            for line in text.trim().lines() {
                writeln!(f, "      {}", line.trim())?;
            }
        }
        if !self.faults.is_empty() {
            writeln!(f, "      faults: {}", self.faults.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for TypeSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.kind, self.name)?;
        doc(f, self.doc.as_deref())?;
        for member in &self.members {
            writeln!(f, "  {member}")?;
        }
        Ok(())
    }
}

fn doc(f: &mut fmt::Formatter<'_>, text: Option<&str>) -> fmt::Result {
    for line in text.unwrap_or_default().trim().lines() {
        writeln!(f, "    {}", line.trim())?;
    }
    Ok(())
}
